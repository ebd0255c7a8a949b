import { describe, expect, test } from 'vitest'
import { plusDays } from '../src/features/visit/dates'
import { completion, Drafts, lacking, ofCustomer, ofTask, stepAfter, stepsOf, together, type Draft } from '../src/features/visit/draft'
import { checkedIn } from '../src/features/visit/position'
import { memory } from './memory'

const begun: Draft = { visit_id: 'v', customer_id: 7, name: '王**', task_id: 't', step: 'options', begun: 'op', note: '' }

describe('the steps', () => {
  test('ask for a day only where something was promised', () => {
    expect(stepsOf({ outcome: 'promised' })).toContain('promise')
    expect(stepsOf({ outcome: 'not_home' })).not.toContain('promise')
  })
  test('end at the summary', () => {
    expect(stepAfter({ ...begun, outcome: 'promised' }, 'outcome')).toBe('promise')
    expect(stepAfter(begun, 'outcome')).toBe('note')
    expect(stepAfter(begun, 'summary')).toBe('summary')
  })
  test('name the first thing that is still to be said', () => {
    expect(lacking({ ...begun, begun: undefined })).toBe('check_in')
    expect(lacking(begun)).toBe('outcome')
    expect(lacking({ ...begun, outcome: 'promised' })).toBe('promise')
    expect(lacking({ ...begun, outcome: 'promised', promised_on: '2026-03-05', policy_id: 3, number: 2 })).toBeUndefined()
    expect(lacking({ ...begun, outcome: 'not_home', next_step: 'visit_again' })).toBe('note')
    expect(lacking({ ...begun, outcome: 'not_home', next_step: 'visit_again', next_on: '2026-03-05' })).toBeUndefined()
  })
})

describe('what is sent', () => {
  test('holds a promise only with the outcome that has one', () => {
    const promised = { ...begun, policy_id: 3, number: 2, promised_on: '2026-03-05', outcome: 'promised', note: ' 下班后 ' }
    expect(completion(promised)).toEqual({
      visit_id: 'v',
      customer_id: 7,
      task_id: 't',
      policy_id: 3,
      outcome: 'promised',
      promise: { policy_id: 3, number: 2, promised_on: '2026-03-05' },
      next_step: 'none',
      note: '下班后',
    })
    expect(completion({ ...promised, outcome: 'refused' })).not.toHaveProperty('promise')
  })
  test('holds a day only with the next step that has one', () => {
    const again = { ...begun, outcome: 'not_home', next_on: '2026-03-05', next_step: 'visit_again' as const }
    expect(completion(again)).toMatchObject({ next_step: 'visit_again', next_on: '2026-03-05' })
    expect(completion({ ...again, next_step: 'seat_call' })).not.toHaveProperty('next_on')
  })
})

test('a visit that was taken back names the photos that the server has, beside those that are here', () => {
  const before = { all: ['a', 'signed'], signature: 'signed' }
  expect(together(undefined, { all: ['a'] })).toEqual({ all: ['a'], signature: undefined })
  expect(together(before, { all: [] })).toEqual(before)
  expect(together(before, { all: ['a', 'b', 'anew'], signature: 'anew' })).toEqual({ all: ['a', 'signed', 'b', 'anew'], signature: 'anew' })
  expect(completion({ ...begun, outcome: 'informed' }, together(before, { all: ['b'] }))).toMatchObject({ attachments: ['a', 'signed', 'b'] })
})

describe('drafts', () => {
  test('are as they were left, each by what it is for, each account its own', () => {
    const store = memory()
    const drafts = new Drafts(store, 'a')
    drafts.write(ofTask('t'), begun)
    drafts.write(ofCustomer(7), { ...begun, note: '敲门没人' })
    expect(new Drafts(store, 'a').read(ofTask('t'))).toEqual(begun)
    expect(new Drafts(store, 'b').read(ofTask('t'))).toBeUndefined()
    expect([...drafts.all().keys()]).toEqual(['task:t', 'customer:7'])
    drafts.clear(ofTask('t'))
    expect([...drafts.all().keys()]).toEqual(['customer:7'])
  })
  test('that cannot be read are none', () => {
    const store = memory()
    store.setItem('gridward.visit.a.task:t', '{')
    expect(new Drafts(store, 'a').read(ofTask('t'))).toBeUndefined()
  })
})

test('a check-in has a position or says why it has none, and never waits', () => {
  const position = { lon: 121.5, lat: 31.2, accuracy_m: 12 }
  expect(checkedIn({ state: 'found', position })).toEqual({ position })
  expect(checkedIn({ state: 'none', why: 'denied' })).toEqual({ no_position: 'denied' })
  expect(checkedIn({ state: 'looking' })).toEqual({ no_position: 'timeout' })
})

test('days are counted by the calendar', () => {
  expect(plusDays('2026-02-27', 3)).toBe('2026-03-02')
  expect(plusDays('2028-02-28', 1)).toBe('2028-02-29')
})
