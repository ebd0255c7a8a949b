/** Water, main roads and borders of districts over the cells: those that a plan takes as barriers stand out. */
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { Barrier } from '../i18n/barriers'
import type { Palette } from './palette'
import { BASE } from './style'

const SOURCE_LAYERS: Record<Barrier, string> = { water: 'water', roads: 'roads', districts: 'boundaries' }

/** The lines of each of `shown`, in its order. The basemap has to be there. */
export function barrierLines(shown: Barrier[], taken: string[], palette: Palette): LayerSpecification[] {
  return shown.map((barrier) => lineOf(barrier, taken.includes(barrier), palette))
}

function lineOf(barrier: Barrier, isTaken: boolean, palette: Palette): LayerSpecification {
  const [far, near] = isTaken ? [1.5, 3.5] : [0.8, 1.6]
  const width: ExpressionSpecification = ['interpolate', ['linear'], ['zoom'], 8, far, 14, near]
  return {
    id: `barrier-${barrier}`,
    type: 'line',
    source: BASE,
    'source-layer': SOURCE_LAYERS[barrier],
    // A plan takes every road that the city was added with.
    ...(barrier === 'roads' && !isTaken && { filter: ['!=', ['get', 'class'], 'street'] as unknown as ExpressionSpecification }),
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: {
      'line-color': isTaken ? palette.barrier : palette.boundary,
      'line-width': width,
      ...(!isTaken && { 'line-dasharray': [3, 2] }),
    },
  }
}
