/** Cells that stand out for a moment: their colours alone are drawn anew. */
import type { Map as MapLibre } from 'maplibre-gl'

/** Numbers of cells. */
export interface Marked {
  chosen?: number | undefined
  hovered?: number | undefined
}

const SOURCE = 'cells'

export function markCells(map: MapLibre, { chosen, hovered }: Marked): void {
  // Until the style is there the map has no cells; it tells when it is.
  if (!map.getSource(SOURCE)) return
  map.removeFeatureState({ source: SOURCE })
  if (chosen !== undefined) map.setFeatureState({ source: SOURCE, id: chosen }, { chosen: true })
  if (hovered !== undefined) map.setFeatureState({ source: SOURCE, id: hovered }, { hovered: true })
}
