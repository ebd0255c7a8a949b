/** Candidates for stations on the map, the chosen ones large, with lines to the cells that would hang on them. */
import type { StyleSpecification } from 'maplibre-gl'
import type { StationCandidate } from '../../../api/plans'
import type { Cells } from '../../../api/queries'
import { cellAreas, cellNumbers, cellSources, pointSource } from '../../../map/cells'
import { paletteOf } from '../../../map/palette'
import type { Overlay } from '../../../map/style'
import type { Theme } from '../../../ui/theme'
import { SEQUENTIAL } from '../colouring'

export function stationsOverlay(cells: Cells, candidates: StationCandidate[], theme: Theme): Overlay {
  const palette = paletteOf(theme)
  const plain = SEQUENTIAL[theme][1] ?? palette.land
  const colours = cells.features.map(({ properties }): [number, string] => [properties.number, plain])
  return {
    sketch: { cells, colours },
    sources: {
      ...cellSources(cells),
      'station-ways': ways(cells, candidates),
      candidates: pointSource(candidates.map(({ lon, lat, name, chosen }) => ({ lon, lat, properties: { name, chosen } }))),
    },
    under: cellAreas(colours, 0.5, palette),
    over: [
      { id: 'station-ways', type: 'line', source: 'station-ways', paint: { 'line-color': palette.chosen, 'line-width': 1.5, 'line-opacity': 0.7 } },
      cellNumbers(palette),
      {
        id: 'candidates',
        type: 'circle',
        source: 'candidates',
        paint: {
          'circle-radius': ['case', ['get', 'chosen'], 8, 4],
          'circle-color': ['case', ['get', 'chosen'], palette.chosen, palette.halo],
          'circle-stroke-color': ['case', ['get', 'chosen'], palette.halo, palette.chosen],
          'circle-stroke-width': 2,
        },
      },
      {
        id: 'candidate-names',
        type: 'symbol',
        source: 'candidates',
        filter: ['get', 'chosen'],
        layout: { 'text-field': ['get', 'name'], 'text-size': 12, 'text-offset': [0, 1.1], 'text-anchor': 'top' },
        paint: { 'text-color': palette.label, 'text-halo-color': palette.halo, 'text-halo-width': 1.6 },
      },
    ],
  }
}

function ways(cells: Cells, candidates: StationCandidate[]): StyleSpecification['sources'][string] {
  const marks = new Map(cells.features.map(({ properties }) => [properties.number, properties.mark]))
  const lines = candidates.flatMap(({ lon, lat, cells: numbers }) =>
    numbers.flatMap((number) => {
      const mark = marks.get(number)
      return mark ? [[mark, [lon, lat]]] : []
    }),
  )
  return { type: 'geojson', data: { type: 'Feature', properties: {}, geometry: { type: 'MultiLineString', coordinates: lines } } }
}
