/** A plan's cells on the map: coloured, outlined, numbered; barriers; all places, those of the chosen cell more clearly. */
import type { ExpressionSpecification } from 'maplibre-gl'
import type { Cells, City, Place, Plan } from '../../api/queries'
import { barrierLines } from '../../map/barriers'
import { cellAreas, cellNumbers, cellSources, chosenCell, lockedCells, ofCell, pointSource } from '../../map/cells'
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
  hovered: number | undefined
  layers: Layer[]
  theme: Theme
}

export function gridOverlay({ city, plan, cells, figured, places = [], colouring, classes, chosen, hovered, layers, theme }: Wanted): Overlay {
  const palette = paletteOf(theme)
  const colours = figured.map((cell): [number, string] => [cell.number, colourOf(valueOf(cell, colouring), classes)])
  const rest: ExpressionSpecification | number = chosen === undefined ? 0.68 : ['case', ofCell(chosen), 0.4, 0.6]
  const allPlaces = plan?.quality && layers.includes('places') ? plan : undefined
  const barriers = city.basemap ? layers.filter((layer) => layer !== 'places') : []
  return {
    sketch: { cells, colours },
    sources: {
      ...cellSources(cells),
      ...(allPlaces && placeTiles(city, allPlaces)),
      'cell-places': pointSource(places.map(({ lon, lat, customers }) => ({ lon, lat, properties: { customers } }))),
    },
    under: [...cellAreas(colours, ['case', ofCell(hovered), 0.85, rest], palette), lockedCells(theme)],
    over: [
      ...barrierLines(barriers, plan?.barriers ?? [], palette),
      ...(allPlaces ? [placeCircles(chosen, palette)] : []),
      chosenCell(chosen, palette),
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
