/** How cells are coloured: in up to five classes, so that they can be told apart. */
import { UNKNOWN } from '../../map/cells'
import type { Theme } from '../../ui/theme'
import type { Colouring } from './colourings'
import type { Figured } from './figures'

export interface ColourClass {
  colour: string
  /** The least value of the class; the first one has none. */
  from: number | null
  /** The value at which the next class begins; the last one has none. */
  to: number | null
}

export const SEQUENTIAL: Record<Theme, string[]> = {
  light: ['#e4f1ec', '#b5dccd', '#7cc0a8', '#3f9c80', '#14705a'],
  dark: ['#1d3a32', '#23594a', '#2d7a65', '#47a387', '#7fd3b8'],
}
const DIVERGING: Record<Theme, string[]> = {
  light: ['#3a78b5', '#a3c6e3', '#eef0ec', '#f0b98a', '#c25a1c'],
  dark: ['#6aa5e0', '#2f5377', '#3a423f', '#7d4d2a', '#ec9355'],
}
/** Nobody, somebody who stands in, the specialist: as the staffing map has them. */
const STANDS: Record<Theme, string[]> = {
  light: ['#b3261e', '#d9a441', '#2f8f6f'],
  dark: ['#ff8a80', '#e0b860', '#4fb893'],
}
export const STAND_ORDER = ['vacant', 'stand_in', 'responsible']

/** The value that a cell is coloured by; null where it is not known, or not told. */
export function valueOf(cell: Figured, by: Colouring): number | null {
  switch (by) {
    case 'density':
      return cell.area_km2 > 0 ? cell.load / cell.area_km2 : 0
    case 'hours':
      return cell.hours ?? null
    case 'way':
      return cell.mean_distance_m ?? null
    case 'top_tier':
    case 'at_risk':
      return shareOf(cell[by], cell.customers)
    case 'worked_by':
      return cell.worked_by == null ? null : STAND_ORDER.indexOf(cell.worked_by)
    default:
      return cell[by]
  }
}

function shareOf(part: number | null | undefined, whole: number | undefined): number | null {
  if (part == null || whole === undefined) return null
  return whole > 0 ? part / whole : 0
}

/**
 * The classes for a plan's cells. Deviations are classed by the tolerance that was asked for, so that the outer colours
 * mean "outside it" in every plan; loads and hours in equal steps; all else, which differs much, by equal counts.
 * Where cells hardly differ, classes that would have the same ends, or nothing below them, are left out.
 */
export function classesOf(cells: Figured[], by: Colouring, tolerance: number, theme: Theme): ColourClass[] {
  const values = cells.map((cell) => valueOf(cell, by)).filter((value) => value !== null)
  if (values.length === 0) return []
  if (by === 'worked_by') return STANDS[theme].map((colour, stand) => ({ colour, from: stand, to: stand + 1 }))
  const colours = (by === 'deviation' ? DIVERGING : SEQUENTIAL)[theme]
  const breaks = breaksOf(values, by, tolerance)
  const classes = colours.map((colour, index) => ({ colour, from: breaks[index - 1] ?? null, to: breaks[index] ?? null }))
  if (by === 'deviation') return classes
  return classes.filter(({ from, to }) => from !== to && (from !== null || values.some((value) => to !== null && value < to)))
}

export function colourOf(value: number | null, classes: ColourClass[]): string {
  if (value === null) return UNKNOWN
  return (classes.findLast((one) => one.from === null || value >= one.from) ?? classes[0])?.colour ?? UNKNOWN
}

/** Densities have one decimal below 10 and none above: what looks alike in the legend is one break. */
export const densityDecimals = (value: number) => (value < 10 ? 1 : 0)

/** A value as the legend writes it. */
function asWritten(value: number, by: Colouring): number {
  const unit = by === 'density' ? 10 ** -densityDecimals(value) : by === 'way' ? (value < 1000 ? 1 : 100) : by === 'hours' || by === 'load' ? 1 : 0.001
  return Number((Math.round(value / unit) * unit).toFixed(3))
}

function breaksOf(values: number[], by: Colouring, tolerance: number): number[] {
  if (by === 'deviation') return [-tolerance, -tolerance / 3, tolerance / 3, tolerance]
  const sorted = values.toSorted((a, b) => a - b)
  const [least = 0, most = 0] = [sorted[0], sorted.at(-1)]
  return [1, 2, 3, 4].map((fifth) =>
    asWritten(by === 'load' || by === 'hours' ? least + ((most - least) * fifth) / 5 : (sorted[Math.floor((sorted.length * fifth) / 5)] ?? 0), by),
  )
}
