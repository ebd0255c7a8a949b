/** Cells by who works them, and the stations, on the map. */
import type { ExpressionSpecification } from 'maplibre-gl'
import type { Staffing } from '../../api/desk'
import type { Cells } from '../../api/queries'
import type { Theme } from '../../app/theme'
import { paletteOf } from '../../map/palette'
import type { Overlay } from '../../map/style'
import { STAND_COLOURS, standOf } from './stand'

interface Wanted {
  cells: Cells
  staffing: Staffing
  chosen: number | undefined
  theme: Theme
}

/** Cells that are somebody else's business: a supervisor has only those of his stations. */
const FOREIGN = '#888888'

export function staffingOverlay({ cells, staffing, chosen, theme }: Wanted): Overlay {
  const palette = paletteOf(theme)
  const is: ExpressionSpecification = ['==', ['get', 'number'], chosen ?? -1]
  const point = (lon: number, lat: number, properties: GeoJSON.GeoJsonProperties): GeoJSON.Feature => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties,
  })
  const points = (features: GeoJSON.Feature[]) => ({ type: 'geojson' as const, data: { type: 'FeatureCollection' as const, features } })
  return {
    sources: {
      cells: { type: 'geojson', data: cells },
      'cell-marks': points(cells.features.map(({ properties: { mark, number } }) => point(mark[0], mark[1], { number }))),
      stations: points(staffing.stations.map((station) => point(station.lon, station.lat, { name: station.name }))),
    },
    under: [
      { id: 'cells', type: 'fill', source: 'cells', paint: { 'fill-color': fills(staffing, theme), 'fill-opacity': ['case', is, 0.35, 0.6] } },
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
        filter: is,
        layout: { 'line-join': 'round' },
        paint: { 'line-color': palette.chosen, 'line-width': 3 },
      },
      {
        id: 'cell-marks',
        type: 'symbol',
        source: 'cell-marks',
        layout: { 'text-field': ['to-string', ['get', 'number']], 'text-size': 14, 'text-padding': 0 },
        paint: { 'text-color': palette.label, 'text-halo-color': palette.halo, 'text-halo-width': 2 },
      },
      {
        id: 'stations-open',
        type: 'circle',
        source: 'stations',
        paint: { 'circle-radius': 6, 'circle-color': palette.chosen, 'circle-stroke-color': palette.halo, 'circle-stroke-width': 2 },
      },
      {
        id: 'stations-names',
        type: 'symbol',
        source: 'stations',
        minzoom: 10.5,
        layout: { 'text-field': ['get', 'name'], 'text-size': 12, 'text-offset': [0, 1.1], 'text-anchor': 'top' },
        paint: { 'text-color': palette.label, 'text-halo-color': palette.halo, 'text-halo-width': 1.6 },
      },
    ],
  }
}

function fills(staffing: Staffing, theme: Theme): ExpressionSpecification | string {
  if (staffing.cells.length === 0) return FOREIGN
  const pairs = staffing.cells.flatMap((cell) => [cell.number, STAND_COLOURS[theme][standOf(cell)]])
  return ['match', ['get', 'number'], ...pairs, FOREIGN] as unknown as ExpressionSpecification
}
