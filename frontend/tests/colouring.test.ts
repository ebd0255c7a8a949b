import { describe, expect, test } from 'vitest'
import { classesOf, colourOf, valueOf } from '../src/features/grid/colouring'

const cell = (number: number, load: number, deviation: number, area_km2: number) => ({
  cell_id: number,
  number,
  name: `${number}`,
  load,
  deviation,
  communities: 3,
  area_km2,
  locked: false,
  polsby_popper: 0.6,
  mean_distance_m: 900,
  mark: [121, 31] as [number, number],
})
const cells = [cell(1, 90, -0.1, 1), cell(2, 100, 0, 10), cell(3, 110, 0.1, 100), cell(4, 100, 0.01, 2), cell(5, 100, -0.01, 5)]

describe('classes', () => {
  test('of deviations end at the tolerance, so that the outer colours mean outside it', () => {
    const classes = classesOf(cells, 'deviation', 0.06, 'light')
    expect(classes.map((one) => one.to)).toEqual([-0.06, -0.02, 0.02, 0.06, null])
    expect(colourOf(-0.1, classes)).toBe(classes[0]?.colour)
    expect(colourOf(0, classes)).toBe(classes[2]?.colour)
    expect(colourOf(0.06, classes)).toBe(classes[4]?.colour)
  })
  test('of loads go in equal steps from the least to the most', () => {
    const classes = classesOf(cells, 'load', 0.05, 'light')
    expect(classes.map((one) => one.from)).toEqual([null, 94, 98, 102, 106])
  })
  test('of loads that hardly differ have different ends, and each has its cells', () => {
    const alike = [cell(1, 13, 0, 1), cell(2, 14, 0, 1)]
    const classes = classesOf(alike, 'load', 0.05, 'light')
    expect(classes.map(({ from, to }) => [from, to])).toEqual([
      [13, 14],
      [14, null],
    ])
    expect(new Set(alike.map((one) => colourOf(one.load, classes))).size).toBe(2)
    expect(classesOf(alike.slice(0, 1), 'load', 0.05, 'light').map((one) => one.from)).toEqual([13])
  })
  test('of densities hold equally many cells', () => {
    const classes = classesOf(cells, 'density', 0.05, 'dark')
    const colours = new Set(cells.map((one) => colourOf(valueOf(one, 'density'), classes)))
    expect(colours.size).toBe(5)
  })
  test('of densities that look alike in the legend are one', () => {
    const alike = [cell(1, 5123, 0, 10), cell(2, 5124, 0, 10), cell(3, 9000, 0, 10)]
    const classes = classesOf(alike, 'density', 0.05, 'light')
    expect(classes.map(({ from, to }) => [from, to])).toEqual([
      [512, 900],
      [900, null],
    ])
  })
  test('of shares hold equally many cells, and a cell that tells none has no colour', () => {
    const told = [4, 10, 25, 50, 80].map((at_risk, index) => ({ ...cell(index, 100, 0, 1), customers: 100, at_risk }))
    const classes = classesOf([...told, cell(9, 100, 0, 1)], 'at_risk', 0.05, 'light')
    expect(classes.map((one) => one.from)).toEqual([null, 0.1, 0.25, 0.5, 0.8])
    expect(colourOf(valueOf(cell(9, 100, 0, 1), 'at_risk'), classes)).toBe('#888888')
    expect(classesOf(cells, 'top_tier', 0.05, 'light')).toEqual([])
  })
  test('of who works a cell are those of the staffing map', () => {
    const worked = ['vacant', 'responsible'].map((worked_by, index) => ({ ...cell(index, 100, 0, 1), worked_by }))
    const classes = classesOf(worked, 'worked_by', 0.05, 'light')
    expect(worked.map((one) => colourOf(valueOf(one, 'worked_by'), classes))).toEqual(['#b3261e', '#2f8f6f'])
  })
  test('have five colours that differ, in both themes', () => {
    for (const theme of ['light', 'dark'] as const)
      for (const by of ['load', 'deviation', 'density'] as const)
        expect(new Set(classesOf(cells, by, 0.05, theme).map((one) => one.colour)).size).toBe(5)
  })
})
