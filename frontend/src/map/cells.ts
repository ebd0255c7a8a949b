/** How the cells of a plan are drawn on every map: their areas in colours, borders, the chosen one, numbers. */
import type { ExpressionSpecification, LayerSpecification, LineLayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { Cells } from '../api/queries'
import type { Theme } from '../ui/theme'
import type { Palette } from './palette'
import { hatch } from './patterns'

type Source = StyleSpecification['sources'][string]

/** Cells that nothing is known of. */
export const UNKNOWN = '#888888'

export function pointSource(points: { lon: number; lat: number; properties: GeoJSON.GeoJsonProperties }[]): Source {
  return {
    type: 'geojson',
    data: {
      type: 'FeatureCollection',
      features: points.map(({ lon, lat, properties }) => ({
        type: 'Feature',
        properties,
        geometry: { type: 'Point', coordinates: [lon, lat] },
      })),
    },
  }
}

/** The chosen one is a source of its own: to choose another the map need not go through all of them. */
export function cellSources(cells: Cells, chosen?: number): Record<string, Source> {
  const marks = cells.features.map(({ properties: { mark, number } }) => ({ lon: mark[0], lat: mark[1], properties: { number } }))
  const own = cells.features.filter((one) => one.properties.number === chosen)
  return {
    cells: { type: 'geojson', data: cells, promoteId: 'number' },
    'cell-marks': pointSource(marks),
    'cell-chosen': { type: 'geojson', data: { type: 'FeatureCollection', features: own } },
  }
}

/** How far the colours of cells cover what is below: less of the chosen one, more of the one that is pointed at (`Marked`). */
export const CELL_OPACITY: ExpressionSpecification = [
  'case',
  ['boolean', ['feature-state', 'hovered'], false],
  0.85,
  ['boolean', ['feature-state', 'chosen'], false],
  0.38,
  0.64,
]

/** The areas, each in its colour, and their borders. */
export function cellAreas(colours: [number: number, colour: string][], opacity: ExpressionSpecification | number, palette: Palette): LayerSpecification[] {
  // Without any, an expression that chooses by number is not valid.
  const colour = colours.length === 0 ? UNKNOWN : (['match', ['get', 'number'], ...colours.flat(), UNKNOWN] as unknown as ExpressionSpecification)
  return [
    { id: 'cells', type: 'fill', source: 'cells', paint: { 'fill-color': colour, 'fill-opacity': opacity } },
    {
      id: 'cell-lines',
      type: 'line',
      source: 'cells',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.cellLine, 'line-width': 1, 'line-opacity': 0.7 },
    },
  ]
}

/** Stripes over the cells that edits leave as they are. */
export function lockedCells(theme: Theme): LayerSpecification {
  return {
    id: 'cells-locked',
    type: 'fill',
    source: 'cells',
    filter: ['==', ['get', 'locked'], true],
    paint: { 'fill-pattern': hatch(theme), 'fill-opacity': 0.5 },
  }
}

/** The outline of the chosen cell, or of those of a source that a filter lets through. */
export function chosenCell(palette: Palette): LineLayerSpecification {
  return {
    id: 'cell-chosen',
    type: 'line',
    source: 'cell-chosen',
    layout: { 'line-join': 'round' },
    paint: { 'line-color': palette.chosen, 'line-width': 3 },
  }
}

export function cellNumbers(palette: Palette): LayerSpecification {
  return {
    id: 'cell-marks',
    type: 'symbol',
    source: 'cell-marks',
    layout: { 'text-field': ['to-string', ['get', 'number']], 'text-size': 14, 'text-padding': 0 },
    paint: { 'text-color': palette.label, 'text-halo-color': palette.halo, 'text-halo-width': 2 },
  }
}
