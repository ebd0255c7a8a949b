/** The stops of the day: the server's, with what has changed on the device since. */
import type { DayRoute, RouteFigures, TodayItem } from '../../../api/field'
import { policyMinute } from '../../../rules/days'
import type { Weighed } from './replanning'

export interface Door extends Weighed {
  /** The most urgent first; who lives together is one stop. */
  items: TodayItem[]
  byPhone: boolean
}

export interface Doors {
  /** In the server's order. */
  planned: Door[]
  /** What the server does not know of yet. */
  fresh: Door[]
  /** What had no room in the day. */
  left: Door[]
}

export function doorsOf(route: DayRoute, items: TodayItem[]): Doors {
  const open = new Map(items.map((item) => [item.task_id, item]))
  const known = new Set([...route.stops, ...route.left].flatMap((door) => door.task_ids))
  const still = (door: DayRoute['stops'][number] | DayRoute['left'][number]): Door[] => {
    const found = door.task_ids.flatMap((task) => open.get(task) ?? [])
    if (found.length === 0) return []
    const { by_phone: byPhone, minutes, window, weight } = door
    return [{ items: found, byPhone, minutes, window, weight, place: byPhone ? null : placeOf(found) }]
  }
  return {
    planned: route.stops.flatMap(still),
    fresh: items.filter((item) => !known.has(item.task_id)).map((item) => freshDoor(item, route.day, route.figures)),
    left: route.left.flatMap(still),
  }
}

/** An appointment that the server does not know of yet: its time is fixed. */
function agreedDoor(item: TodayItem, { late_at_most }: RouteFigures): Door {
  const { at, minutes, place } = item.why[0]!.params as { at: string; minutes: number; place: string }
  const opens = policyMinute(Date.parse(at))
  const byPhone = place === 'phone'
  return { items: [item], byPhone, minutes, window: { opens, closes: opens + late_at_most }, weight: item.priority, place: byPhone ? null : placeOf([item]) }
}

function freshDoor(item: TodayItem, day: string, figures: RouteFigures): Door {
  if (item.kind === 'appointment') return agreedDoor(item, figures)
  const byPhone = figures.by_phone.includes(item.kind)
  const wished = item.request?.wished_part
  const isToday = (item.request?.wished_on ?? day) === day
  return {
    items: [item],
    byPhone,
    minutes: figures.minutes[item.kind] ?? figures.otherwise,
    window: (wished && isToday && figures.parts[wished]) || null,
    weight: item.priority,
    place: byPhone ? null : placeOf([item]),
  }
}

function placeOf(items: TodayItem[]): [number, number] | null {
  const placed = items.find((item) => item.lon !== null && item.lat !== null)
  return placed ? [placed.lon!, placed.lat!] : null
}
