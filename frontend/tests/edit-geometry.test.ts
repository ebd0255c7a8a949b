import { describe, expect, test } from 'vitest'
import type { Cells } from '../src/api/queries'
import { isInside, isNear, metresPerPixel, thinned, type Position } from '../src/features/grid/edit/geometry'
import { neighboursOf } from '../src/features/grid/edit/neighbours'
import { outlineOf } from '../src/features/grid/edit/outlined'
import { handlesOf, withAdded, withMoved, withoutHandle } from '../src/features/grid/edit/ring'

describe('a stroke', () => {
  const stroke: Position[] = [
    [121, 31],
    [121.01, 31],
  ]
  test('takes what lies within its radius, beside it and at its ends', () => {
    expect(isNear([121.005, 31.001], stroke, 115)).toBe(true)
    expect(isNear([121.005, 31.001], stroke, 105)).toBe(false)
    expect(isNear([121.011, 31], stroke, 100)).toBe(true)
    expect(isNear([121.012, 31], stroke, 100)).toBe(false)
  })
  test('of one point is a circle', () => {
    expect(isNear([121.001, 31], [[121, 31]], 100)).toBe(true)
    expect(isNear([121.002, 31], [[121, 31]], 100)).toBe(false)
  })
  test('is thinned to its ends and steps between', () => {
    const long = Array.from({ length: 1_001 }, (_, index): Position => [index, 0])
    const thin = thinned(long, 11)
    expect(thin.map(([x]) => x)).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000])
    expect(thinned(stroke, 11)).toBe(stroke)
  })
})

test('a pixel is half as wide at each next zoom, and narrower in the north', () => {
  expect(metresPerPixel(0, 10)).toBeCloseTo(76.44, 2)
  expect(metresPerPixel(60, 11)).toBeCloseTo(19.11, 2)
})

test('what lies inside a ring is inside, closed or not', () => {
  const ring: Position[] = [
    [0, 0],
    [4, 0],
    [4, 4],
    [2, 1],
    [0, 4],
  ]
  expect(isInside([1, 1], ring)).toBe(true)
  expect(isInside([2, 3], ring)).toBe(false)
  expect(isInside([1, 1], [...ring, [0, 0]])).toBe(true)
})

describe('a ring moved by its corners', () => {
  const ring: Position[] = [
    [0, 0],
    [1, 0],
    [2, 0],
    [3, 0],
    [4, 0],
    [2, 5],
  ]
  const at = ([x, y]: Position) => ({ x: x * 10, y: y * 10 })
  const handles = handlesOf(ring, at, 15)
  test('has handles that are apart', () => {
    expect(handles).toEqual([0, 2, 4, 5])
  })
  test('takes the corners between along, by half where they are half way', () => {
    const moved = withMoved(ring, handles, 2, [2, -2])
    expect(moved[2]).toEqual([2, -2])
    expect(moved[1]).toEqual([1, -1])
    expect(moved[3]).toEqual([3, -1])
    expect([moved[0], moved[4], moved[5]]).toEqual([ring[0], ring[4], ring[5]])
  })
  test('loses a handle with what goes with it, but keeps three', () => {
    expect(withoutHandle(ring, handles, 2)).toEqual([ring[0], ring[1], ring[4], ring[5]])
    expect(withoutHandle(ring, [0, 2, 4], 2)).toBe(ring)
  })
  test('gets a corner in the middle, also over its seam', () => {
    expect(withAdded(ring, 5)[6]).toEqual([1, 2.5])
  })
})

test('neighbours have a border in common, the longest first; a point is no border', () => {
  const square = (number: number, x: number, y: number, size: number) => ({
    type: 'Feature' as const,
    properties: { number } as Cells['features'][number]['properties'],
    geometry: {
      type: 'Polygon' as const,
      coordinates: [
        [
          ...Array.from({ length: size }, (_, step) => [x + step, y]),
          ...Array.from({ length: size }, (_, step) => [x + size, y + step]),
          ...Array.from({ length: size }, (_, step) => [x + size - step, y + size]),
          ...Array.from({ length: size }, (_, step) => [x, y + size - step]),
          [x, y],
        ],
      ],
    },
  })
  const cells: Cells = { type: 'FeatureCollection', features: [square(1, 0, 0, 2), square(2, 2, 0, 1), square(3, 0, 2, 2), square(4, 2, 2, 2)] }
  const beside = neighboursOf(cells)
  expect(beside.get(1)).toEqual([3, 2])
  expect(beside.get(4)).toEqual([3])
})

test("a cell's outline is that of its largest piece; islets and holes stay when it is moved", () => {
  const box = (x: number, size: number): Position[] => [
    [x, 0],
    [x + size, 0],
    [x + size, size],
    [x, size],
    [x, 0],
  ]
  const cell = { type: 'MultiPolygon' as const, coordinates: [[box(20, 1)], [box(0, 9), box(2, 1)]] }
  const { outline, withOutline } = outlineOf(cell)
  expect(outline).toEqual(box(0, 9).slice(0, -1))
  expect(withOutline(box(0, 8).slice(0, -1)).coordinates).toEqual([[box(20, 1)], [box(0, 8), box(2, 1)]])
})
