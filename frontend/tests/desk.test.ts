import { i18n } from '@lingui/core'
import { beforeEach, describe, expect, test } from 'vitest'
import { queueSearch, requestsSearch, rowsSearch } from '../src/address/desk'
import type { StaffedCell, Tenure } from '../src/api/desk'
import type { Cohort } from '../src/api/persistency'
import type { Me } from '../src/api/queries'
import { placesOf } from '../src/app/places'
import { figureAt, floorOf, gridOf, heightOf, HEIGHT, BOX, marksOf } from '../src/features/cockpit/chart'
import { byNeed, standOf } from '../src/features/staffing/stand'
import { clockTime, daysUntil, hoursAndMinutes } from '../src/i18n/format'
import { csvOf } from '../src/ui/csv'
import { en } from './words'

beforeEach(() => i18n.loadAndActivate({ locale: 'en', messages: en }))

describe('the rail', () => {
  const places = (...roles: string[]) => placesOf({ roles } as Me)
  test('begins with the work of the role', () => {
    expect(places('specialist')[0]).toBe('/today')
    expect(places('seat')).toEqual(['/queue', '/requests'])
    expect(places('supervisor')[0]).toBe('/staffing')
    expect(places('auditor')[0]).toBe('/census')
  })
  test('has each page once for somebody with two roles', () => {
    expect(places('ops', 'admin')).toEqual(places('ops'))
    expect(places('seat', 'supervisor').filter((place) => place === '/requests')).toHaveLength(1)
  })
  test('is empty without a role', () => expect(places()).toEqual([]))
})

describe('addresses', () => {
  test('keep what the pages know and drop the rest', () => {
    expect(queueSearch({ q: 20260001, tier: 'high', other: 1 })).toEqual({ q: '20260001', tier: 'high' })
    expect(requestsSearch({ state: 'lost' })).toEqual({})
    expect(rowsSearch({ of: 'tasks', overdue: true, cell: '7', pay: '', q: '' })).toEqual({ of: 'tasks', overdue: true, cell: 7 })
  })
})

describe('a file', () => {
  interface Row {
    name: string | null
    amount: number
  }
  const columns = [
    { key: 'name', header: '姓名', value: (row: Row) => row.name },
    { key: 'amount', header: '金额', value: (row: Row) => row.amount },
  ]
  test('is UTF-8 with its mark, quoted where it must be', () => {
    expect(csvOf(columns, [{ name: '张,"三"', amount: 3.5 }])).toBe('\uFEFF姓名,金额\r\n"张,""三""",3.5\r\n')
  })
  test('holds no formulas', () => {
    expect(csvOf(columns, [{ name: '=1+1', amount: -2 }, { name: null, amount: 0 }])).toBe("\uFEFF姓名,金额\r\n'=1+1,-2\r\n,0\r\n")
  })
})

describe('the chart of cohorts', () => {
  const cohort = (rate: number | null) => ({ cohort_month: '2025-01-01', rate, final: true }) as Cohort
  test('begins at a round tenth below the lowest rate', () => {
    expect(floorOf([cohort(0.83), cohort(0.91)])).toBeCloseTo(0.8)
    expect(floorOf([cohort(0.81)])).toBeCloseTo(0.7)
    expect(floorOf([cohort(0.02)])).toBe(0)
    expect(floorOf([cohort(1)])).toBeCloseTo(0.9)
    expect(floorOf([cohort(null)])).toBeCloseTo(0.9)
  })
  test('has the floor at the bottom and a hundred per cent at the top', () => {
    expect(heightOf(0.5, 0.5)).toBe(HEIGHT - BOX.bottom)
    expect(heightOf(1, 0.5)).toBe(BOX.top)
    expect(heightOf(1.2, 0.5)).toBe(BOX.top)
    expect(gridOf(0.6)).toHaveLength(5)
  })
  test('writes a figure where the line does not go through it', () => {
    const at = (...heights: (number | undefined)[]) => {
      const [before, here, after] = heights.map((y, x) => (y === undefined ? undefined : { x: 50 * x, y }))
      return here && figureAt(before, here, after)
    }
    expect(at(80, 60, 80)).toEqual({ x: 50, y: 50, anchor: 'middle' })
    expect(at(60, 80, 60)).toEqual({ x: 50, y: 100, anchor: 'middle' })
    expect(at(60, 80, 90)).toMatchObject({ x: 56, anchor: 'start' })
    expect(at(90, 80, 60)).toMatchObject({ x: 44, anchor: 'end' })
    expect(at(undefined, 80, 60)?.anchor).toBe('middle')
  })
  test('has no point for a month without premium', () => {
    expect(marksOf([cohort(0.9), cohort(null)], 0.8).map((mark) => mark.y === undefined)).toEqual([false, true])
  })
})

test('cells with nobody come first', () => {
  const cell = (number: number, responsible: boolean, stand_in: boolean) =>
    ({ number, responsible: responsible ? ({} as Tenure) : null, stand_in: stand_in ? ({} as Tenure) : null }) as StaffedCell
  const cells = [cell(1, true, false), cell(2, false, true), cell(3, false, false), cell(4, true, true)]
  expect(byNeed(cells).map((one) => one.number)).toEqual([3, 2, 1, 4])
  expect(cells.map(standOf)).toEqual(['staffed', 'stand_in', 'vacant', 'staffed'])
})

test('time that is left', () => {
  expect(clockTime(61_000)).toBe('1:01')
  expect(clockTime(-5)).toBe('0:00')
  expect(hoursAndMinutes(3_660_000)).toBe('1 h 1 min')
  expect(hoursAndMinutes(59_000)).toBe('1 min')
  expect(daysUntil('2026-03-01', '2026-02-27')).toBe(2)
  expect(daysUntil('2026-02-27', '2026-03-01')).toBe(-2)
})
