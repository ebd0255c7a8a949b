/** Boxes around positions. */
import type { Bounds } from './DrawnMap'

/** The box around positions; undefined where there are none. */
export function boundsOf(positions: { lon: number; lat: number }[]): Bounds | undefined {
  if (positions.length === 0) return undefined
  const lons = positions.map((one) => one.lon)
  const lats = positions.map((one) => one.lat)
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
}

/** The positions of a GeoJSON geometry, whatever its kind. */
export function positionsOf(geometry: GeoJSON.Polygon | GeoJSON.MultiPolygon): { lon: number; lat: number }[] {
  const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
  return rings.flat().map(([lon = 0, lat = 0]) => ({ lon, lat }))
}
