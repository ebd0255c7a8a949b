import { describe, expect, test } from 'vitest'
import type { Event } from '../src/api/activities'
import { draftOf, emptyDraft, eventOf, faultsOf, toggled } from '../src/features/events/draft'
import { read, write } from '../src/features/events/keeping'
import { merge } from '../src/features/events/merging'
import { dayOf, hourOf, momentOf } from '../src/features/events/times'
import { memory } from './memory'

const whole = { ...emptyDraft('seminar', Date.parse('2026-12-01T04:00:00Z')), title: '讲座', place: '活动室' }

describe('a draft of an event', () => {
  test('begins in a week, with answers up to the day before', () => {
    expect([whole.day, whole.answerBy, whole.from, whole.to]).toEqual(['2026-12-08', '2026-12-07', '14:00', '16:00'])
    expect([...faultsOf(whole)]).toEqual([])
  })

  test('says what is missing or does not fit together', () => {
    const wrong = { ...whole, title: ' ', place: '', to: '14:00', answerBy: '2026-12-09', seats: '0', ageFrom: '60', ageTo: '50' }
    expect([...faultsOf(wrong)].toSorted()).toEqual(['age', 'answerBy', 'place', 'seats', 'time', 'title'])
    expect([...faultsOf({ ...wrong, station: '3', ageTo: '' })]).not.toContain('place')
  })

  test('is sent in the time zone of the policies and comes back the same', () => {
    const sent = eventOf({ ...whole, station: '3', ageFrom: '50', interests: ['书法'] })
    expect(sent).toMatchObject({ starts_at: '2026-12-08T14:00:00+08:00', station_id: 3, age_from: 50, age_to: null, seats: 20 })
    const stored = { ...sent, station: { station_id: 3, name: '网点' }, starts_at: '2026-12-08T06:00:00Z', ends_at: '2026-12-08T08:00:00Z' }
    expect(eventOf(draftOf(stored as unknown as Event))).toEqual(sent)
  })
})

describe('two who change the same event', () => {
  const base = { ...whole, interests: ['书法'] }

  test('keep what only one of them changed, and hear where they differ', () => {
    const mine = { ...base, title: '我的讲座', seats: '30', interests: ['书法', '读书'] }
    const theirs = { ...base, title: '他的讲座', place: '三楼', interests: ['书法', '读书'] }
    expect(merge(base, mine, theirs)).toEqual({
      draft: { ...base, title: '我的讲座', seats: '30', place: '三楼', interests: ['书法', '读书'] },
      taken: ['place'],
      clashes: ['title'],
    })
  })
})

describe('what is typed', () => {
  test('is kept until it is saved, and only where something was changed', () => {
    const store = memory()
    const begun = { draft: { ...whole, title: '家庭日' }, base: whole, revision: 3 }
    write(store, 'one', begun)
    expect(read(store, 'one')).toEqual(begun)
    write(store, 'one', { ...begun, draft: whole })
    expect([read(store, 'one'), store.length]).toEqual([undefined, 0])
    store.setItem('one', '{')
    expect(read(store, 'one')).toBeUndefined()
  })
})

test('a choice is taken and given back', () => {
  expect(toggled(toggled(['a'], 'b'), 'a')).toEqual(['b'])
})

test('an event has the day and hour of the place where it is', () => {
  expect([dayOf('2026-12-07T16:30:00Z'), hourOf('2026-12-07T16:30:00Z')]).toEqual(['2026-12-08', '00:30'])
  expect(Date.parse(momentOf('2026-12-08', '00:30'))).toBe(Date.parse('2026-12-07T16:30:00Z'))
})
