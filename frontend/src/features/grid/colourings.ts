/** What the map of cells can be coloured by. The address keeps the choice. */
export const COLOURINGS = ['load', 'deviation', 'density', 'hours', 'way', 'top_tier', 'at_risk', 'worked_by'] as const

export type Colouring = (typeof COLOURINGS)[number]

export function isColouring(value: unknown): value is Colouring {
  return COLOURINGS.includes(value as Colouring)
}
