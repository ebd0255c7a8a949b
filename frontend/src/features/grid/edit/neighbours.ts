/** Which cells lie beside which: borders are stored with the same corners on both sides. */
import type { Cells } from '../../../api/queries'
import { positionsOf } from '../../../map/bounds'

/** For each cell's number its neighbours: those with the longest common border first. */
export function neighboursOf(cells: Cells): Map<number, number[]> {
  const common = new Map<number, Map<number, number>>(cells.features.map(({ properties }) => [properties.number, new Map()]))
  for (const owners of corners(cells).values())
    for (const one of owners)
      for (const other of owners) {
        const beside = common.get(one)
        if (one !== other) beside?.set(other, (beside.get(other) ?? 0) + 1)
      }
  // Cells that meet in one point only are no neighbours.
  const sorted = (beside: Map<number, number>) => [...beside].filter(([, many]) => many > 1).toSorted(([, a], [, b]) => b - a)
  return new Map([...common].map(([number, beside]) => [number, sorted(beside).map(([other]) => other)]))
}

/** The cells at each corner. */
function corners(cells: Cells): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>()
  for (const { geometry, properties } of cells.features)
    for (const { lon, lat } of positionsOf(geometry)) {
      const key = `${lon},${lat}`
      const owners = found.get(key)
      if (owners) owners.add(properties.number)
      else found.set(key, new Set([properties.number]))
    }
  return found
}
