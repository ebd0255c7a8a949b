/** What a day is taken by, with the name of whom. */
import type { Known } from '../../api/copy'
import type { DayRoute } from '../../api/field'
import type { Busy } from '../../rules/appointments'
import { momentOf, type Day } from '../../rules/days'

const MINUTE_MS = 60_000

/** Appointments, but for one that is being moved, and stops of the day's route, whose customer this device may not know. */
export function busyOf(everybody: Known[], route: DayRoute | null | undefined, day: Day, except: string | undefined): Busy[] {
  const agreed = everybody.flatMap(({ name_masked: name, appointments }) =>
    appointments.filter(({ state, id }) => state === 'booked' && id !== except).map((one) => ({ ...one, name })),
  )
  const own = new Set(agreed.map(({ task_id }) => task_id))
  const names = new Map(everybody.flatMap(({ name_masked: name, appointments, open }) => [...appointments, ...open].map(({ task_id }) => [task_id, name] as const)))
  const stops = route?.day === day ? route.stops.filter((stop) => !stop.task_ids.some((task) => own.has(task))) : []
  const at = (minute: number) => momentOf(day, '00:00:00') + minute * MINUTE_MS
  return [
    ...agreed
      .map(({ starts_at, minutes, place, name }): Busy => {
        const from = Date.parse(starts_at)
        return { from, to: from + minutes * MINUTE_MS, name, is: 'appointment', byPhone: place === 'phone' }
      })
      .toSorted((one, other) => one.from - other.from),
    ...stops.map((stop): Busy => {
      const name = stop.task_ids.map((task) => names.get(task)).find((known) => known !== undefined)
      return { from: at(stop.begins), to: at(stop.leaves), name: name ?? '', is: 'route', byPhone: stop.by_phone }
    }),
  ]
}
