/** The stops of the day with their numbers. Who lives together has one number. */
import type { TodayItem } from '../../api/field'
import type { Waiting } from '../../outbox/operation'
import { standing } from '../../outbox/taken-back'
import type { Turn, Window } from './route/timing'

export interface Stop {
  number: number
  item: TodayItem
  /** When he comes; undefined where it is not in the day's route. */
  turn?: Turn
  window?: Window | null
  byPhone?: boolean
}

/** Stops at one place: the map shows them as one. */
export interface Place {
  lon: number
  lat: number
  stops: Stop[]
}

/** Whether what was done about it waits on this device, and is not taken back: a check-in or an appointment is only on the way to that. */
export const isDoneHere = (task: string, waiting: Waiting[]): boolean =>
  standing(waiting.map(({ operation }) => operation)).some(
    ({ kind, payload }) => payload['task_id'] === task && kind !== 'visit.begin' && !kind.startsWith('appointment.'),
  )

export const isFlag = (item: TodayItem): boolean => item.request !== null

/** By how much they matter, as the server put them. */
export function stopsOf(items: TodayItem[]): Stop[] {
  return items.map((item, index) => ({ number: index + 1, item }))
}

/** What `show` in the address asks for: `overdue`, `flagged`, or a stage of the four-sell. */
export function narrowed(stops: Stop[], show: string | undefined): Stop[] {
  if (!show) return stops
  if (show === 'overdue') return stops.filter(({ item }) => item.overdue_days > 0)
  if (show === 'flagged') return stops.filter(({ item }) => isFlag(item))
  return stops.filter(({ item }) => item.stage === show)
}

/** Those at one door, in their order. */
export function doorsOf(stops: Stop[]): Stop[][] {
  return [...Map.groupBy(stops, ({ number }) => number).values()]
}

export function placesOf(stops: Stop[]): Place[] {
  const located = stops.filter(({ item }) => item.lon !== null && item.lat !== null)
  return [...Map.groupBy(located, ({ item }) => `${item.lon} ${item.lat}`).values()].map((group) => ({
    lon: group[0]!.item.lon!,
    lat: group[0]!.item.lat!,
    stops: group,
  }))
}
