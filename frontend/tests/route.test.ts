/** The day's order on the device: the same times as the server's, and no stop lost when something changes. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { DayRoute, TodayItem } from '../src/api/field'
import { timeOfDay } from '../src/features/field/route/clock'
import { dayOf } from '../src/features/field/route/day'
import { moved } from '../src/features/field/route/hand'
import { costOf, replanned, type Weighed } from '../src/features/field/route/replanning'
import { timed, type Halt, type Start, type Turn } from '../src/features/field/route/timing'
import { minutesFor } from '../src/features/field/route/travel'
import { policyMinute } from '../src/rules/days'

interface Golden {
  legs_km: number[]
  speeds_kmh: number[]
  timing: { name: string; start: Start; closes: number; stops: Halt[]; turns: Turn[] }[]
  days: { name: string; start: Start; closes: number; stops: Weighed[]; travel: number }[]
}

const GOLDEN = JSON.parse(readFileSync(new URL('../../tests/golden/route.json', import.meta.url), 'utf8')) as Golden

describe('times', () => {
  it.each(GOLDEN.timing)('$name', ({ start, closes, stops, turns }) => {
    expect(timed(stops, start, closes, GOLDEN)).toEqual(turns)
  })

  it('grow with the way', () => {
    const minutes = Array.from({ length: 400 }, (_, at) => minutesFor(at * 100, GOLDEN))
    expect(minutes).toEqual(minutes.toSorted((one, other) => one - other))
    expect([minutes[0], minutes[10], minutes[175]]).toEqual([0, 6, 30])
  })
})

describe('planning anew', () => {
  it.each(GOLDEN.days)('comes near the solver: $name', ({ start, closes, stops, travel }) => {
    const working = { start, closes, speeds: GOLDEN }
    const order = replanned([], stops, working)
    expect(order.toSorted(byPlace)).toEqual(stops.toSorted(byPlace))
    expect(costOf(order, working)).toBeLessThanOrEqual(travel * 1.1)
  })

  it.each(GOLDEN.days)('is never worse than what was there: $name', ({ start, closes, stops }) => {
    const working = { start: { ...start, at: start.at + 45 }, closes, speeds: GOLDEN }
    const [kept, fresh] = [stops.slice(0, -2), stops.slice(-2)]
    expect(costOf(replanned(kept, fresh, working), working)).toBeLessThanOrEqual(costOf(stops, working))
  })
})

describe('the day', () => {
  const route = routeOf(['a', 'b', 'c'])
  const items = ['a', 'b', 'c'].map((task) => itemOf(task))
  const shown = (more: TodayItem[], now = 540, byHand?: string[]) => dayOf(route, more, { now, here: undefined, byHand })

  it('keeps the server’s order while everything can be kept', () => {
    const { stops, isOver, at } = shown(items)
    expect(stops.map(({ item, number }) => [item.task_id, number])).toEqual([['a', 1], ['b', 2], ['c', 3]])
    expect([isOver, at]).toEqual([false, 540])
  })

  it('closes up when a stop is done, and takes in a new one', () => {
    expect(shown(items.slice(1)).stops.map(({ item }) => item.task_id)).toEqual(['b', 'c'])
    const { stops } = shown([...items, itemOf('d', 114.3101)])
    expect(stops.map(({ item }) => item.task_id).toSorted()).toEqual(['a', 'b', 'c', 'd'])
    expect(stops.every(({ turn }) => turn)).toBe(true)
  })

  it('leaves over what is after hours', () => {
    const { stops } = shown(items, 1040)
    expect(stops.map(({ turn }) => turn !== undefined)).toEqual([true, false, false])
    expect(stops.map(({ number }) => number)).toEqual([1, 2, 3])
  })

  it('is the next morning’s when hours are over', () => {
    const { at, isOver, stops } = shown(items, 1200)
    expect([at, isOver, stops.length]).toEqual([540, true, 3])
  })

  it('goes by hand, and names what that costs', () => {
    const { stops } = shown(items, 1040, ['c', 'a', 'b'])
    expect(stops.map(({ item, turn }) => [item.task_id, turn?.unkept])).toEqual([['c', null], ['a', 'after_hours'], ['b', 'after_hours']])
    expect(moved(['c', 'a', 'b'], 'a', -1)).toEqual(['a', 'c', 'b'])
    expect(moved(['c', 'a', 'b'], 'b', 1)).toEqual(['c', 'a', 'b'])
  })

  it('leaves a new door without a place over', () => {
    const { stops } = shown([...items, { ...itemOf('d'), lon: null, lat: null }])
    expect(stops.at(-1)).toMatchObject({ number: 4, item: { task_id: 'd' } })
    expect(stops.at(-1)!.turn).toBeUndefined()
  })
})

it('tells the time where the policies are', () => {
  expect(policyMinute(Date.parse('2026-03-01T16:05:00Z'))).toBe(5)
  expect(timeOfDay(545)).toBe('09:05')
})

const byPlace = (one: Weighed, other: Weighed) => one.place![0] - other.place![0]

it('an appointment that was booked on the device has its time in the day', () => {
  const why = [{ code: 'appointment', params: { at: '2026-03-01T02:00:00Z', minutes: 45, place: 'home' } }]
  const agreed = { ...itemOf('agreed'), kind: 'appointment', why }
  const { stops } = dayOf(routeOf(['first']), [itemOf('first'), agreed], { now: 540, here: undefined, byHand: undefined })
  expect(stops.find(({ item }) => item.task_id === 'agreed')).toMatchObject({ window: { opens: 600, closes: 615 } })
})

function itemOf(task: string, lon = 114.31): TodayItem {
  return { task_id: task, kind: 'renewal_visit', priority: 10, lon, lat: 30.6, request: null } as TodayItem
}

function routeOf(tasks: string[]): DayRoute {
  const stop = { by_phone: false, minutes: 30, window: null, weight: 10, metres: 0, travel: 0, arrives: 0, begins: 0, leaves: 0, unkept: null }
  return {
    day: '2026-03-01',
    at: 540,
    start: { lon: 114.3, lat: 30.6, station: null },
    stops: tasks.map((task) => ({ ...stop, task_ids: [task] })),
    left: [],
    figures: {
      hours: { opens: 540, closes: 1080 },
      legs_km: GOLDEN.legs_km,
      speeds_kmh: GOLDEN.speeds_kmh,
      parts: {},
      minutes: {},
      otherwise: 20,
      one_more: 10,
      by_phone: [],
      late_at_most: 15,
    },
  }
}
