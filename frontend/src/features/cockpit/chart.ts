/** Where the points of the persistency chart stand. A line may begin above nought, so that differences are seen. */
import type { Cohort } from '../../api/persistency'

export const WIDTH = 640
export const HEIGHT = 230
export const BOX = { left: 40, right: 12, top: 24, bottom: 30 }

export interface Mark {
  cohort: Cohort
  x: number
  /** Undefined where the cohort has no premium. */
  y: number | undefined
}

/** The least value of the axis: a round tenth below the lowest rate. */
export function floorOf(cohorts: Cohort[]): number {
  const rates = cohorts.flatMap((cohort) => cohort.rate ?? [])
  const least = Math.min(1, ...rates)
  return Math.max(0, Math.min(0.9, Math.floor(least * 10 - 0.25) / 10))
}

export function heightOf(rate: number, floor: number): number {
  const share = (Math.min(rate, 1) - floor) / (1 - floor)
  return HEIGHT - BOX.bottom - share * (HEIGHT - BOX.top - BOX.bottom)
}

export function marksOf(cohorts: Cohort[], floor: number): Mark[] {
  const step = (WIDTH - BOX.left - BOX.right) / Math.max(1, cohorts.length)
  return cohorts.map((cohort, index) => ({
    cohort,
    x: BOX.left + step * (index + 0.5),
    y: cohort.rate === null ? undefined : heightOf(cohort.rate, floor),
  }))
}

interface Place {
  x: number
  y: number
}

/** Where a point's figure stands, so that the line to its neighbours does not go through it: above it, at its open side, below a lowest one. */
export function figureAt(before: Place | undefined, { x, y }: Place, after: Place | undefined): Place & { anchor: 'start' | 'middle' | 'end' } {
  const comesDown = before !== undefined && before.y < y
  const goesUp = after !== undefined && after.y < y
  if (comesDown && goesUp) return { x, y: y + 20, anchor: 'middle' }
  if (comesDown) return { x: x + 6, y: y - 8, anchor: after ? 'start' : 'middle' }
  if (goesUp) return { x: x - 6, y: y - 8, anchor: before ? 'end' : 'middle' }
  return { x, y: y - 10, anchor: 'middle' }
}

/** Four lines across, from the floor to a hundred per cent. */
export function gridOf(floor: number): number[] {
  return [0, 1, 2, 3, 4].map((fourth) => floor + ((1 - floor) * fourth) / 4)
}
