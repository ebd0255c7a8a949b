/** A plan's cells on the map: coloured, outlined, numbered; the places of the chosen one as points. */
import type { ExpressionSpecification } from 'maplibre-gl'
import type { CellProperties, Cells, Place } from '../../api/queries'
import type { Theme } from '../../app/theme'
import { paletteOf } from '../../map/palette'
import type { Overlay } from '../../map/style'
import { colourOf, valueOf, type ColourClass, type Colouring } from './colouring'

interface Wanted {
  cells: Cells
  places: Place[] | undefined
  colouring: Colouring
  classes: ColourClass[]
  chosen: number | undefined
  hovered: number | undefined
  theme: Theme
}

export function gridOverlay({ cells, places = [], colouring, classes, chosen, hovered, theme }: Wanted): Overlay {
  const palette = paletteOf(theme)
  const is = (number: number | undefined): ExpressionSpecification => ['==', ['get', 'number'], number ?? -1]
  return {
    sources: {
      cells: { type: 'geojson', data: cells },
      'cell-marks': { type: 'geojson', data: marks(cells) },
      'cell-places': { type: 'geojson', data: points(places) },
    },
    under: [
      {
        id: 'cells',
        type: 'fill',
        source: 'cells',
        paint: {
          'fill-color': fills(cells, colouring, classes),
          'fill-opacity': ['case', is(hovered), 0.85, chosen === undefined ? 0.68 : ['case', is(chosen), 0.4, 0.6]],
        },
      },
      {
        id: 'cell-lines',
        type: 'line',
        source: 'cells',
        layout: { 'line-join': 'round' },
        paint: { 'line-color': palette.cellLine, 'line-width': 1, 'line-opacity': 0.7 },
      },
    ],
    over: [
      {
        id: 'cell-chosen',
        type: 'line',
        source: 'cells',
        filter: is(chosen),
        layout: { 'line-join': 'round' },
        paint: { 'line-color': palette.chosen, 'line-width': 3 },
      },
      {
        id: 'cell-places',
        type: 'circle',
        source: 'cell-places',
        paint: {
          'circle-radius': ['interpolate', ['linear'], ['sqrt', ['get', 'customers']], 1, 2, 8, 8],
          'circle-color': palette.place,
          'circle-opacity': 0.75,
          'circle-stroke-color': palette.halo,
          'circle-stroke-width': 1,
        },
      },
      {
        id: 'cell-marks',
        type: 'symbol',
        source: 'cell-marks',
        layout: { 'text-field': ['to-string', ['get', 'number']], 'text-size': 14, 'text-padding': 0 },
        paint: { 'text-color': palette.label, 'text-halo-color': palette.halo, 'text-halo-width': 2 },
      },
    ],
  }
}

function fills(cells: Cells, colouring: Colouring, classes: ColourClass[]): ExpressionSpecification | string {
  if (cells.features.length === 0) return '#888888'
  const pairs = cells.features.flatMap(({ properties }) => [properties.number, colourOf(valueOf(properties, colouring), classes)])
  return ['match', ['get', 'number'], ...pairs, '#888888'] as unknown as ExpressionSpecification
}

function marks(cells: Cells): GeoJSON.FeatureCollection<GeoJSON.Point, Pick<CellProperties, 'number'>> {
  return {
    type: 'FeatureCollection',
    features: cells.features.map((cell) => ({
      type: 'Feature',
      properties: { number: cell.properties.number },
      geometry: { type: 'Point', coordinates: cell.properties.mark },
    })),
  }
}

function points(places: Place[]): GeoJSON.FeatureCollection<GeoJSON.Point> {
  return {
    type: 'FeatureCollection',
    features: places.map((place) => ({
      type: 'Feature',
      properties: { customers: place.customers },
      geometry: { type: 'Point', coordinates: [place.lon, place.lat] },
    })),
  }
}
