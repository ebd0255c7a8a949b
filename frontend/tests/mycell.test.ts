import { expect, test } from 'vitest'
import type { CellCustomer } from '../src/api/field'
import { nearest } from '../src/features/customer/nearest'
import { isDoneHere, narrowed, placesOf, stopsOf } from '../src/features/field/stops'
import { spread } from '../src/features/mycell/spread'
import { byUrgency, fitting, statesOf } from '../src/features/mycell/states'

const customer = (customer_id: number, part: Partial<CellCustomer>): CellCustomer => ({
  customer_id,
  name_masked: '王**',
  community: '梧桐苑',
  lon: 121.5,
  lat: 31.2,
  customer_tier: null,
  care_state: null,
  due_state: null,
  risk_tier: null,
  open_tasks: 0,
  last_contact_at: null,
  ...part,
})

test('customers are filtered by state, tier and words, and counted by state', () => {
  const all = [
    customer(1, { care_state: 'contacted', customer_tier: '黄金' }),
    customer(2, { care_state: 'allotted', community: 'Lakeside' }),
    customer(3, {}),
  ]
  const ids = (rows: CellCustomer[]) => rows.map((one) => one.customer_id)
  expect(ids(fitting(all, 'care', { state: 'allotted' }))).toEqual([2])
  expect(ids(fitting(all, 'care', { state: 'none' }))).toEqual([3])
  expect(ids(fitting(all, 'care', { tier: 'none' }))).toEqual([2, 3])
  expect(ids(fitting(all, 'care', { q: ' lake' }))).toEqual([2])
  expect(ids(fitting(all, 'due', { state: 'none' }))).toEqual([1, 2, 3])
  expect(statesOf(all, 'care')).toEqual([
    { state: 'allotted', customers: 1 },
    { state: 'contacted', customers: 1 },
    { state: 'none', customers: 1 },
  ])
  expect(ids(all.toSorted(byUrgency('care')))).toEqual([2, 1, 3])
})

test('who has not been spoken to for long is found, and with him who never was', () => {
  const now = Date.parse('2026-03-02T00:00:00Z')
  const all = [customer(1, {}), customer(2, { last_contact_at: '2026-02-20T00:00:00Z' }), customer(3, { last_contact_at: '2026-01-20T00:00:00Z' }), customer(4, { last_contact_at: '2025-11-01T00:00:00Z' })]
  const ids = (uncovered: 'never' | '30' | '90') => fitting(all, 'care', { uncovered }, now).map((one) => one.customer_id)
  expect([ids('never'), ids('30'), ids('90')]).toEqual([[1], [1, 3, 4], [1, 4]])
})

test('others nearby are the nearest, with how far they are', () => {
  const here = { customer_id: 1, lon: 121.5, lat: 31.2 }
  const all = [customer(1, {}), customer(2, { lon: 121.51 }), customer(3, { lat: 31.201 }), customer(4, { lat: 32 })]
  expect(nearest(here, all, 2).map(({ customer: one, metres }) => [one.customer_id, Math.round(metres)])).toEqual([[3, 111], [2, 951]])
})

test('those at one position stand around it, a few metres apart', () => {
  const at = { lon: 121.5, lat: 31.2 }
  const [first, ...others] = spread([at, at, at, { lon: 121.6, lat: 31.2 }])
  expect(first).toEqual(at)
  expect(others[2]).toEqual({ lon: 121.6, lat: 31.2 })
  const metres = others.slice(0, 2).map((one) => Math.hypot((one.lon - at.lon) * Math.cos((at.lat * Math.PI) / 180), one.lat - at.lat) * 111_320)
  expect(metres[0]).toBeCloseTo(15, 1)
  expect(metres[1]).toBeCloseTo(15 * Math.SQRT2, 1)
})

test('stops keep their numbers when the list is narrowed, and share a mark at one place', () => {
  const item = (task_id: string, part: object) => ({ task_id, stage: 'renewal', overdue_days: 0, request: null, lon: 1, lat: 2, ...part }) as never
  const stops = stopsOf([item('a', { request: {} }), item('b', { overdue_days: 3 }), item('c', { stage: 'connect', lon: null, lat: null })])
  expect(narrowed(stops, 'flagged').map((one) => one.number)).toEqual([1])
  expect(narrowed(stops, 'overdue').map((one) => one.number)).toEqual([2])
  expect(narrowed(stops, 'connect').map((one) => one.number)).toEqual([3])
  expect(placesOf(stops).map((place) => place.stops.map((one) => one.number))).toEqual([[1, 2]])
})

test('a stop is done on this device by what closes it and is not taken back, not by a check-in or an appointment', () => {
  const waiting = (kind: string, task_id: string) => ({ operation: { op_id: kind, protocol: 1, kind, occurred_at: '2026-03-02T01:00:00Z', payload: { task_id } } })
  const on = (...kinds: string[]) => isDoneHere('a', kinds.map((kind) => waiting(kind, 'a')))
  expect(on('visit.begin', 'appointment.book')).toBe(false)
  expect(on('visit.begin', 'visit.complete')).toBe(true)
  expect(isDoneHere('b', [waiting('visit.complete', 'a')])).toBe(false)
  const back = { operation: { ...waiting('operation.undo', '').operation, payload: { target: 'visit.complete' } } }
  expect(isDoneHere('a', [waiting('visit.complete', 'a'), back])).toBe(false)
})
