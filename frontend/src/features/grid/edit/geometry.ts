/** Small geometry for drawing on the map: positions are [lon, lat] in degrees, lengths in metres. */

import type { Area } from '../../../api/edits'

export type Position = [lon: number, lat: number]

const METRES_PER_DEGREE = 111_195
/** A pixel at the equator and zoom 0, with tiles of 512 pixels. */
const METRES_PER_PIXEL = 78_271.517

export function metresPerPixel(lat: number, zoom: number): number {
  return (METRES_PER_PIXEL * Math.cos((lat * Math.PI) / 180)) / 2 ** zoom
}

/** The positions of a stroke, at most `most`, its ends among them. */
export function thinned(stroke: Position[], most: number): Position[] {
  if (stroke.length <= most) return stroke
  const step = (stroke.length - 1) / (most - 1)
  return Array.from({ length: most }, (_, index) => stroke[Math.round(index * step)] as Position)
}

/** Whether a position lies within `radius` metres of a stroke. */
export function isNear(position: Position, stroke: Position[], radius: number): boolean {
  const flat = flatAround(position)
  const points = stroke.map(flat)
  return points.some((point, index) => toSegment(points[index - 1] ?? point, point) <= radius)
}

/** Whether a position lies in a ring, closed or not. */
export function isInside([lon, lat]: Position, ring: Position[]): boolean {
  let inside = false
  for (const [index, [x, y]] of ring.entries()) {
    const [px, py] = ring.at(index - 1) as Position
    if (y > lat !== py > lat && lon < ((px - x) * (lat - y)) / (py - y) + x) inside = !inside
  }
  return inside
}

export function closed(ring: Position[]): Area {
  const [first] = ring
  return { type: 'Polygon', coordinates: [first ? [...ring, first] : []] }
}

/** Metres east and north of a position; true enough within a city. */
function flatAround([lon, lat]: Position) {
  const east = METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)
  return ([x, y]: Position): [number, number] => [(x - lon) * east, (y - lat) * METRES_PER_DEGREE]
}

/** The distance of a segment from the origin. */
function toSegment([ax, ay]: [number, number], [bx, by]: [number, number]): number {
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length))
  return Math.hypot(ax + along * dx, ay + along * dy)
}
