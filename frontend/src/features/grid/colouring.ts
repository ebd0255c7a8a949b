/** How cells are coloured: by load, by deviation from the mean, by density. Five classes each, so that they can be told apart. */
import type { CellProperties } from '../../api/queries'
import type { Theme } from '../../ui/theme'

export type Colouring = 'load' | 'deviation' | 'density'

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

export function isColouring(value: unknown): value is Colouring {
  return value === 'load' || value === 'deviation' || value === 'density'
}

export function valueOf(cell: CellProperties, by: Colouring): number {
  if (by === 'density') return cell.area_km2 > 0 ? cell.load / cell.area_km2 : 0
  return cell[by]
}

/**
 * The classes for a plan's cells. Deviations are classed by the tolerance that was asked for, so that the outer colours
 * mean "outside it" in every plan; loads in equal steps; densities, which differ by orders of magnitude, by equal counts.
 * Where cells hardly differ, classes that would have the same ends, or nothing below them, are left out.
 */
export function classesOf(cells: CellProperties[], by: Colouring, tolerance: number, theme: Theme): ColourClass[] {
  const colours = (by === 'deviation' ? DIVERGING : SEQUENTIAL)[theme]
  const values = cells.map((cell) => valueOf(cell, by))
  const breaks = breaksOf(values, by, tolerance)
  const classes = colours.map((colour, index) => ({ colour, from: breaks[index - 1] ?? null, to: breaks[index] ?? null }))
  if (by === 'deviation') return classes
  return classes.filter(({ from, to }) => from !== to && (from !== null || values.some((value) => to !== null && value < to)))
}

export function colourOf(value: number, classes: ColourClass[]): string {
  return (classes.findLast((one) => one.from === null || value >= one.from) ?? classes[0])?.colour ?? '#888888'
}

/** Densities have one decimal below 10 and none above: what looks alike in the legend is one break. */
export const densityDecimals = (value: number) => (value < 10 ? 1 : 0)

function asWritten(density: number): number {
  const unit = 10 ** densityDecimals(density)
  return Math.round(density * unit) / unit
}

function breaksOf(values: number[], by: Colouring, tolerance: number): number[] {
  if (by === 'deviation') return [-tolerance, -tolerance / 3, tolerance / 3, tolerance]
  const sorted = values.toSorted((a, b) => a - b)
  const [least = 0, most = 0] = [sorted[0], sorted.at(-1)]
  return [1, 2, 3, 4].map((fifth) =>
    by === 'load'
      ? Math.round(least + ((most - least) * fifth) / 5)
      : asWritten(sorted[Math.floor((sorted.length * fifth) / 5)] ?? 0),
  )
}
