/** The way of the day on the map: along the straight lines by which it was reckoned. */
import type { LayerSpecification, SourceSpecification } from 'maplibre-gl'
import { paletteOf } from '../../../map/palette'
import type { Day } from './day'

const SOURCE = 'way'

export function wayOf(day: Day | undefined): [number, number][] {
  if (!day) return []
  const places = day.stops.flatMap(({ item, turn, byPhone }): [number, number][] =>
    turn && !byPhone && item.lon !== null && item.lat !== null ? [[item.lon, item.lat]] : [],
  )
  return day.start ? [[...day.start], ...places] : places
}

export function waySource(way: [number, number][]): Record<string, SourceSpecification> {
  const [start] = way
  const line: GeoJSON.Feature = { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: way } }
  const from: GeoJSON.Feature[] = start ? [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: start } }] : []
  return { [SOURCE]: { type: 'geojson', data: { type: 'FeatureCollection', features: way.length > 1 ? [line, ...from] : [] } } }
}

export function wayLayers(theme: 'light' | 'dark'): LayerSpecification[] {
  const palette = paletteOf(theme)
  return [
    {
      id: 'way',
      type: 'line',
      source: SOURCE,
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': palette.chosen, 'line-width': 3, 'line-opacity': 0.7 },
    },
    {
      id: 'way-start',
      type: 'circle',
      source: SOURCE,
      filter: ['==', ['geometry-type'], 'Point'],
      paint: { 'circle-radius': 7, 'circle-color': palette.halo, 'circle-stroke-color': palette.chosen, 'circle-stroke-width': 4 },
    },
  ]
}
