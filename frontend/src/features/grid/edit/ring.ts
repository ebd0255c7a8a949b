/** A cell's outline, moved by its corners. */
import type { Position } from './geometry'

/** Which corners of a ring (not closed) have a handle: none nearer than `apart` to the one before, by what `at` makes of them. */
export function handlesOf(ring: Position[], at: (position: Position) => { x: number; y: number }, apart: number): number[] {
  const shown: number[] = []
  let last: { x: number; y: number } | undefined
  for (const [index, position] of ring.entries()) {
    const here = at(position)
    if (last && Math.hypot(here.x - last.x, here.y - last.y) < apart) continue
    shown.push(index)
    last = here
  }
  return shown
}

/**
 * The ring with one of its handles put elsewhere. The corners between it and the next handles have none of their own: they go
 * with it, the less the farther away they are.
 */
export function withMoved(ring: Position[], handles: number[], handle: number, to: Position): Position[] {
  const place = handles.indexOf(handle)
  const from = ring[handle]
  if (place < 0 || !from) return ring
  const [east, north] = [to[0] - from[0], to[1] - from[1]]
  const before = stepsBetween(handles.at(place - 1) as number, handle, ring.length)
  const after = stepsBetween(handle, handles[(place + 1) % handles.length] as number, ring.length)
  const share = (index: number) => {
    const [back, on] = [stepsBetween(index, handle, ring.length) % ring.length, stepsBetween(handle, index, ring.length) % ring.length]
    return Math.max(0, back < before ? 1 - back / before : 0, on < after ? 1 - on / after : 0)
  }
  return ring.map(([lon, lat], index): Position => [lon + share(index) * east, lat + share(index) * north])
}

/** The ring without a handle and the corners that go with it up to the next one; a ring keeps three corners. */
export function withoutHandle(ring: Position[], handles: number[], handle: number): Position[] {
  if (handles.length <= 3) return ring
  const place = handles.indexOf(handle)
  const next = stepsBetween(handle, handles[(place + 1) % handles.length] as number, ring.length)
  return ring.filter((_, index) => stepsBetween(handle, index, ring.length) % ring.length >= next)
}

/** A new corner in the middle of the way from one handle to the next. */
export function withAdded(ring: Position[], after: number): Position[] {
  const [one, other] = [ring[after], ring[(after + 1) % ring.length]]
  if (!one || !other) return ring
  return ring.toSpliced(after + 1, 0, [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2])
}

/** Steps forward from one corner to another; all the way round where they are the same. */
function stepsBetween(from: number, to: number, many: number): number {
  return (to - from + many) % many || many
}
