/** The stops of the day, numbered in the order in which the server put them. */
import type { TodayItem } from '../../api/field'

export interface Stop {
  number: number
  item: TodayItem
}

/** Stops at one place: the map shows them as one. */
export interface Place {
  lon: number
  lat: number
  stops: Stop[]
}

export const isFlag = (item: TodayItem): boolean => item.request !== null

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

export function placesOf(stops: Stop[]): Place[] {
  const located = stops.filter(({ item }) => item.lon !== null && item.lat !== null)
  return [...Map.groupBy(located, ({ item }) => `${item.lon} ${item.lat}`).values()].map((group) => ({
    lon: group[0]!.item.lon!,
    lat: group[0]!.item.lat!,
    stops: group,
  }))
}
