/** The border of a cell that is moved: the outline of its largest piece. Islets and holes stay as they are. */
import type { Schemas } from '../../../api/client'
import type { Position } from './geometry'

type Area = Schemas['ReshapeIn']['area']

export interface Outlined {
  /** Not closed. */
  outline: Position[]
  /** The whole cell with another outline. */
  withOutline: (outline: Position[]) => Area
}

export function outlineOf(geometry: GeoJSON.Polygon | GeoJSON.MultiPolygon): Outlined {
  const pieces = (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) as Position[][][]
  const sizes = pieces.map(([ring = []]) => sizeOf(ring))
  const largest = sizes.indexOf(Math.max(...sizes))
  return {
    outline: pieces[largest]?.[0]?.slice(0, -1) ?? [],
    withOutline: (outline) => {
      const ring = [...outline, ...outline.slice(0, 1)]
      return { type: 'MultiPolygon', coordinates: pieces.map((rings, index) => (index === largest ? [ring, ...rings.slice(1)] : rings)) }
    },
  }
}

/** The area inside a closed ring, in square degrees: enough to tell the largest of a city. */
function sizeOf(ring: Position[]): number {
  return Math.abs(ring.reduce((sum, [x, y], index) => sum + x * (ring[index - 1]?.[1] ?? y) - (ring[index - 1]?.[0] ?? x) * y, 0)) / 2
}
