/**
 * Brings a map from one style to the next. The library would check, copy and compare all of it, each position of each cell: here
 * only what is another object is looked at. Where other sources or layers come or go it is the library's all the same.
 */
import type { FilterSpecification, GeoJSONSource, LayerSpecification, Map as MapLibre, StyleSpecification } from 'maplibre-gl'

type Source = StyleSpecification['sources'][string]
type Properties = Record<string, unknown>

export function applyStyle(map: MapLibre, before: StyleSpecification, next: StyleSpecification): void {
  const isThere = next.layers.every(({ id }) => map.getLayer(id))
  if (!isThere || !isSame(frameOf(before), frameOf(next))) {
    map.setStyle(next, { diff: true })
    return
  }
  for (const [id, source] of Object.entries(next.sources)) {
    const data = dataOf(source)
    if (data !== undefined && !isSame(dataOf(before.sources[id]), data)) (map.getSource(id) as GeoJSONSource).setData(data)
  }
  next.layers.forEach((layer, at) => {
    const was = before.layers[at] as LayerSpecification
    if (!isSame(filterOf(was), filterOf(layer))) map.setFilter(layer.id, filterOf(layer))
    changed(was.paint, layer.paint, (name, value) => map.setPaintProperty(layer.id, name, value))
    changed(was.layout, layer.layout, (name, value) => map.setLayoutProperty(layer.id, name, value))
  })
}

const dataOf = (source: Source | undefined) => (source?.type === 'geojson' ? source.data : undefined)
const filterOf = (layer: LayerSpecification): FilterSpecification | undefined => ('filter' in layer ? layer.filter : undefined)
const isSame = (one: unknown, other: unknown) => one === other || JSON.stringify(one) === JSON.stringify(other)

/** What cannot be changed by small steps. */
function frameOf({ sources, layers }: StyleSpecification): unknown {
  return [
    Object.entries(sources).map(([id, source]) => [id, source.type === 'geojson' ? { ...source, data: null } : source]),
    layers.map((layer) => ({ ...layer, filter: null, paint: null, layout: null })),
  ]
}

type Change = (name: never, value: never) => void

function changed(before: object = {}, next: object = {}, change: Change): void {
  const [was, is] = [before as Properties, next as Properties]
  for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) if (!isSame(was[name], is[name])) change(name as never, is[name] as never)
}
