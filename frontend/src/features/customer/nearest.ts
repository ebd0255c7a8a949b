/** Who lives near to somebody, as the crow flies. */
import type { CellCustomer } from '../../api/field'

const EARTH_M = 6_371_009
const RADIANS = Math.PI / 180

export interface At {
  /** Who is not among the others. */
  customer_id: number
  lon: number
  lat: number
}

/** Great-circle distance in metres (haversine formula). */
function metresBetween(a: Omit<At, 'customer_id'>, b: Omit<At, 'customer_id'>): number {
  const half = (from: number, to: number) => Math.sin(((to - from) * RADIANS) / 2) ** 2
  return 2 * EARTH_M * Math.asin(Math.sqrt(half(a.lat, b.lat) + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * half(a.lon, b.lon)))
}

/** The nearest others, the nearest first; of those equally far, who has open work. */
export function nearest(here: At, customers: CellCustomer[], many: number): { customer: CellCustomer; metres: number }[] {
  return customers
    .filter((one) => one.customer_id !== here.customer_id)
    .map((customer) => ({ customer, metres: metresBetween(here, customer) }))
    .toSorted((a, b) => a.metres - b.metres || b.customer.open_tasks - a.customer.open_tasks)
    .slice(0, many)
}
