/** The tools of hand editing, in the order of the toolbar, each with its key. */
import type { EditIcon } from './icons'

export type Tool = 'choose' | 'paint' | 'lasso' | 'merge' | 'split' | 'parts' | 'draw' | 'reshape' | 'lock' | 'rename'

interface Listed {
  tool: Tool
  key: string
  icon: EditIcon
}

export const TOOLS: Listed[] = [
  { tool: 'choose', key: 'v', icon: 'pointer' },
  { tool: 'paint', key: 'b', icon: 'brush' },
  { tool: 'lasso', key: 'l', icon: 'lasso' },
  { tool: 'merge', key: 'm', icon: 'merge' },
  { tool: 'split', key: 's', icon: 'split' },
  { tool: 'parts', key: 'd', icon: 'parts' },
  { tool: 'draw', key: 'n', icon: 'draw' },
  { tool: 'reshape', key: 'r', icon: 'border' },
  { tool: 'lock', key: 'k', icon: 'lock' },
  { tool: 'rename', key: 'e', icon: 'pencil' },
]

/** Tools that draw on the map: there a press is the beginning of a drawing, and not the choice of a cell. */
export const DRAWS: ReadonlySet<Tool> = new Set<Tool>(['paint', 'lasso', 'split', 'draw', 'reshape'])
/** Tools that work on the cell that is chosen: without one the first press chooses it. */
export const NEEDS_CELL: ReadonlySet<Tool> = new Set<Tool>(['paint', 'lasso', 'split', 'parts', 'reshape', 'rename'])

/** Tools that are put away when they have done their work. */
export const AT_ONCE: ReadonlySet<Tool> = new Set<Tool>(['parts', 'rename'])

/** Radii of the brush, in metres. */
const RADII = [50, 100, 150, 200, 300, 500, 800, 1_200, 2_000, 3_000, 5_000] as const
export const FIRST_RADIUS = 300

export const wider = (radius: number): number => RADII.find((one) => one > radius) ?? radius
export const narrower = (radius: number): number => RADII.findLast((one) => one < radius) ?? radius

export const MOST_PARTS = 10
/** What a drawing may have of corners. */
export const MOST_POINTS = 500
