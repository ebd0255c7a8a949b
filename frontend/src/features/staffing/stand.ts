/** How a cell stands: with its specialist, with a stand-in, with nobody. The same in list, map and legend. */
import type { StaffedCell } from '../../api/desk'
import type { Theme } from '../../ui/theme'

export type Stand = 'staffed' | 'stand_in' | 'vacant'

export const STANDS: Stand[] = ['vacant', 'stand_in', 'staffed']

export function standOf(cell: Pick<StaffedCell, 'responsible' | 'stand_in'>): Stand {
  if (cell.responsible) return 'staffed'
  return cell.stand_in ? 'stand_in' : 'vacant'
}

/** The colours of the tokens, which the map cannot read. */
export const STAND_COLOURS: Record<Theme, Record<Stand, string>> = {
  light: { staffed: '#2f8f6f', stand_in: '#d9a441', vacant: '#b3261e' },
  dark: { staffed: '#4fb893', stand_in: '#e0b860', vacant: '#ff8a80' },
}

/** Cells with nobody first, then those with a stand-in, then by number. */
export function byNeed(cells: StaffedCell[]): StaffedCell[] {
  return cells.toSorted((a, b) => STANDS.indexOf(standOf(a)) - STANDS.indexOf(standOf(b)) || a.number - b.number)
}
