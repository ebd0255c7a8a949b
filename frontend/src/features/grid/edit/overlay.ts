/** A plan's cells on the map while they are edited: as always, with those that are meant outlined and their places by cell. */
import type { ExpressionSpecification } from 'maplibre-gl'
import { chosenCell, pointSource } from '../../../map/cells'
import { paletteOf } from '../../../map/palette'
import type { Overlay } from '../../../map/style'
import type { Theme } from '../../../ui/theme'
import type { EditPlace } from './places'

interface Meant {
  picked: number[]
  places: EditPlace[]
  /** The cells whose places are shown, the one that is worked on first. */
  around: number[]
  theme: Theme
}

/** Colours of neighbours' places: few cells have more neighbours. */
const PLACE_COLOURS: Record<Theme, string[]> = {
  light: ['#b3261e', '#7b3fa0', '#8a5a00', '#00687a', '#a0306a', '#4a4f00', '#5d4037'],
  dark: ['#ff8a80', '#d0a6ff', '#f0c060', '#6fd6e8', '#ff9ecb', '#cdd86a', '#d7b49e'],
}

export function withMeant({ sources, under, over, ...rest }: Overlay, { picked, places, around, theme }: Meant): Overlay {
  const palette = paletteOf(theme)
  const colourOf = ({ cell }: EditPlace) => {
    const place = around.indexOf(cell) - 1
    return place < 0 ? palette.chosen : (PLACE_COLOURS[theme][place % PLACE_COLOURS[theme].length] as string)
  }
  const points = places.map((one) => ({ lon: one.at[0], lat: one.at[1], properties: { customers: one.customers, colour: colourOf(one) } }))
  return {
    ...rest,
    sources: { ...sources, 'edit-places': pointSource(points) },
    under,
    over: [
      ...over,
      { ...chosenCell(palette), id: 'cells-picked', source: 'cells', filter: ['in', ['get', 'number'], ['literal', picked]] },
      {
        id: 'edit-places',
        type: 'circle',
        source: 'edit-places',
        paint: {
          'circle-radius': ['interpolate', ['linear'], ['sqrt', ['get', 'customers']], 1, 2.5, 8, 8],
          'circle-color': ['get', 'colour'] as ExpressionSpecification,
          'circle-opacity': 0.85,
          'circle-stroke-color': palette.halo,
          'circle-stroke-width': 1,
        },
      },
    ],
  }
}
