/** What is drawn with a plan's cells: the places, and what cells may not cross. The address keeps what was chosen. */
import type { Plan } from '../../api/queries'
import type { Barrier } from '../../i18n/barriers'

export type Layer = 'places' | Barrier

const LAYERS: readonly Layer[] = ['places', 'water', 'roads', 'districts']
/** In the address: no layer at all. */
const NONE = 'none'

export const layersText = (chosen: Layer[]) => chosen.join(',') || NONE

/** What an address asks for; where it says nothing, all places and what this plan took as barriers. */
export function shownBy(plan: Plan | undefined, layers: string | undefined): Layer[] {
  if (layers !== undefined) return LAYERS.filter((layer) => layers.split(',').includes(layer))
  return LAYERS.filter((layer) => layer === 'places' || plan?.barriers.includes(layer))
}
