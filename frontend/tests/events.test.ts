import { describe, expect, test } from 'vitest'
import type { Event } from '../src/api/activities'
import { draftOf, emptyDraft, eventOf, faultsOf, toggled } from '../src/features/events/draft'
import { dayOf, hourOf, momentOf } from '../src/features/events/times'

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

test('a choice is taken and given back', () => {
  expect(toggled(toggled(['a'], 'b'), 'a')).toEqual(['b'])
})

test('an event has the day and hour of the place where it is', () => {
  expect([dayOf('2026-12-07T16:30:00Z'), hourOf('2026-12-07T16:30:00Z')]).toEqual(['2026-12-08', '00:30'])
  expect(Date.parse(momentOf('2026-12-08', '00:30'))).toBe(Date.parse('2026-12-07T16:30:00Z'))
})
