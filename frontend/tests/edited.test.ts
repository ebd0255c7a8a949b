import { expect, test } from 'vitest'
import type { Cells } from '../src/api/queries'
import { withEdited } from '../src/features/grid/edit/edited'

const cell = (number: number, deviation: number): Cells['features'][number] => ({
  type: 'Feature',
  geometry: { type: 'Polygon', coordinates: [] },
  properties: { cell_id: number, number, name: `${number}`, load: 100, deviation, communities: 3, area_km2: 1, locked: false, polsby_popper: 0.5, mean_distance_m: 900, mark: [0, 0] },
})
const collection = (...features: Cells['features']): Cells => ({ type: 'FeatureCollection', features })

test('cells that changed, came or went take their places; the others stay the same, but for a mean that is another one', () => {
  const known = collection(cell(1, 0), cell(2, 0), cell(3, 0), cell(5, 0))
  const edited = withEdited(known, { cells: collection(cell(4, 0.2), cell(2, 0.1)), gone: [3], deviations: [{ number: 5, deviation: -0.1 }] })
  expect(edited.features.map(({ properties: { number, deviation } }) => [number, deviation])).toEqual([
    [1, 0],
    [2, 0.1],
    [4, 0.2],
    [5, -0.1],
  ])
  expect(edited.features[0]).toBe(known.features[0])
})
