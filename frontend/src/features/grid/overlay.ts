/** A plan's cells on the map: coloured, outlined, numbered; barriers; all places, those of the chosen cell more clearly. */
import type { Cells, City, Place, Plan } from '../../api/queries'
import { barrierLines } from '../../map/barriers'
import { cellAreas, cellNumbers, cellSources, chosenCell, lockedCells, pointSource, CELL_OPACITY } from '../../map/cells'
import { paletteOf } from '../../map/palette'
import { placeCircles, placeTiles } from '../../map/places'
import type { Overlay } from '../../map/style'
import type { Theme } from '../../ui/theme'
import { colourOf, valueOf, type ColourClass } from './colouring'
import type { Colouring } from './colourings'
import type { Figured } from './figures'
import type { Layer } from './layers'

interface Wanted {
  city: City
  plan: Plan | undefined
  cells: Cells
  figured: Figured[]
  places: Place[] | undefined
  colouring: Colouring
  classes: ColourClass[]
  chosen: number | undefined
  layers: Layer[]
  theme: Theme
}

export function gridOverlay({ city, plan, cells, figured, places = [], colouring, classes, chosen, layers, theme }: Wanted): Overlay {
  const palette = paletteOf(theme)
  const colours = figured.map((cell): [number, string] => [cell.number, colourOf(valueOf(cell, colouring), classes)])
  const allPlaces = plan?.quality && layers.includes('places') ? plan : undefined
  const barriers = city.basemap ? layers.filter((layer) => layer !== 'places') : []
  return {
    sketch: { cells, colours },
    sources: {
      ...cellSources(cells, chosen),
      ...(allPlaces && placeTiles(city, allPlaces)),
      'cell-places': pointSource(places.map(({ lon, lat, customers }) => ({ lon, lat, properties: { customers } }))),
    },
    under: [...cellAreas(colours, CELL_OPACITY, palette), lockedCells(theme)],
    over: [
      ...barrierLines(barriers, plan?.barriers ?? [], palette),
      ...(allPlaces ? [placeCircles(chosen, palette)] : []),
      chosenCell(palette),
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
      cellNumbers(palette),
    ],
  }
}
