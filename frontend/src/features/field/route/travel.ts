/** Ways between places, as the server reckons them (`gridward.field.route.travel`): golden cases hold the two to each other. */

/** lon, lat (WGS-84). */
export type Place = readonly [number, number]

/** km/h for ways of some lengths; between them on a line, beyond them as at the last. */
export interface Speeds {
  legs_km: number[]
  speeds_kmh: number[]
}

/** Of latitude, on a sphere of the Earth's mean radius. */
const METRES_A_DEGREE = 111_195

export function metresBetween(one: Place, other: Place): number {
  const east = (other[0] - one[0]) * Math.cos(((one[1] + other[1]) / 2) * (Math.PI / 180))
  return Math.round(Math.hypot(east, other[1] - one[1]) * METRES_A_DEGREE)
}

/** Whole minutes for a way, rounded up; none for no way. */
export function minutesFor(metres: number, speeds: Speeds): number {
  const km = metres / 1000
  return Math.ceil((km / speedAt(km, speeds)) * 60)
}

function speedAt(km: number, { legs_km, speeds_kmh }: Speeds): number {
  const next = legs_km.findIndex((leg) => leg >= km)
  if (next === 0) return speeds_kmh[0]!
  if (next < 0) return speeds_kmh.at(-1)!
  const [from, to] = [legs_km[next - 1]!, legs_km[next]!]
  const [slower, faster] = [speeds_kmh[next - 1]!, speeds_kmh[next]!]
  return ((faster - slower) / (to - from)) * (km - from) + slower
}
