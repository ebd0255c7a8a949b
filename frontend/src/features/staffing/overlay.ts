/** Cells by who works them, and the stations, on the map. A supervisor's map leaves the cells of others grey. */
import type { Staffing } from '../../api/desk'
import type { Cells } from '../../api/queries'
import { cellAreas, cellNumbers, cellSources, chosenCell, pointSource, CELL_OPACITY } from '../../map/cells'
import { paletteOf } from '../../map/palette'
import type { Overlay } from '../../map/style'
import type { Theme } from '../../ui/theme'
import { STAND_COLOURS, standOf } from './stand'

interface Wanted {
  cells: Cells
  staffing: Staffing
  chosen: number | undefined
  theme: Theme
}

export function staffingOverlay({ cells, staffing, chosen, theme }: Wanted): Overlay {
  const palette = paletteOf(theme)
  const colours = staffing.cells.map((cell): [number, string] => [cell.number, STAND_COLOURS[theme][standOf(cell)]])
  return {
    sketch: { cells, colours },
    sources: {
      ...cellSources(cells, chosen),
      stations: pointSource(staffing.stations.map(({ lon, lat, name }) => ({ lon, lat, properties: { name } }))),
    },
    under: cellAreas(colours, CELL_OPACITY, palette),
    over: [
      chosenCell(palette),
      cellNumbers(palette),
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
