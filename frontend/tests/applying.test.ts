import type { Map as MapLibre, StyleSpecification } from 'maplibre-gl'
import { expect, test, vi } from 'vitest'
import { applyStyle } from '../src/map/applying'

const CELLS = { type: 'FeatureCollection' as const, features: [] }
const style = (chosen: number[], width = 1, more: StyleSpecification['layers'] = []): StyleSpecification => ({
  version: 8,
  sources: {
    cells: { type: 'geojson', data: CELLS },
    chosen: { type: 'geojson', data: { type: 'MultiPoint', coordinates: chosen.map((one) => [one, one]) } },
  },
  layers: [{ id: 'lines', type: 'line', source: 'cells', filter: ['==', 'a', width], paint: { 'line-width': width } }, ...more],
})

function asked(before: StyleSpecification, next: StyleSpecification): string[] {
  const calls: string[] = []
  const note = (name: string) => vi.fn<(...given: unknown[]) => void>((...given) => void calls.push(`${name} ${JSON.stringify(given)}`))
  const ids = new Set(before.layers.map(({ id }) => id))
  const map = {
    getLayer: (id: string) => (ids.has(id) ? {} : undefined),
    getSource: (id: string) => ({ setData: note(`data of ${id}`) }),
    setStyle: vi.fn<() => void>(() => void calls.push('style')),
    setFilter: note('filter'),
    setPaintProperty: note('paint'),
    setLayoutProperty: note('layout'),
  }
  applyStyle(map as unknown as MapLibre, before, next)
  return calls
}

test('what is the same is left alone', () => {
  expect(asked(style([1]), style([1]))).toEqual([])
})

test('another chosen cell is other data of one source', () => {
  expect(asked(style([1]), style([2]))).toEqual(['data of chosen [{"type":"MultiPoint","coordinates":[[2,2]]}]'])
})

test('what a layer looks like is changed in its place', () => {
  expect(asked(style([]), style([], 3))).toEqual(['filter ["lines",["==","a",3]]', 'paint ["lines","line-width",3]'])
})

test('where a layer comes the library compares all', () => {
  const more: StyleSpecification['layers'] = [{ id: 'more', type: 'line', source: 'cells' }]
  expect(asked(style([]), style([], 1, more))).toEqual(['style'])
  expect(asked(style([], 1, more), style([]))).toEqual(['style'])
})
