/** Customers of one community share its position: on the map they stand around it, as seeds in a sunflower do (Vogel 1979). */

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5))
const STEP_M = 15
const METRES_PER_DEGREE = 111_320

interface At {
  lon: number
  lat: number
}

/** Where each one stands, in the order given; the first at a position stays exactly there. */
export function spread(customers: At[]): At[] {
  const seen = new Map<string, number>()
  return customers.map(({ lon, lat }) => {
    const key = `${lon} ${lat}`
    const index = seen.get(key) ?? 0
    seen.set(key, index + 1)
    const radius = (STEP_M * Math.sqrt(index)) / METRES_PER_DEGREE
    const angle = index * GOLDEN_ANGLE
    return { lon: lon + (radius * Math.cos(angle)) / Math.cos((lat * Math.PI) / 180), lat: lat + radius * Math.sin(angle) }
  })
}
