import { describe, expect, test } from 'vitest'
import { inDays, inHours } from '../src/features/seat/days'
import { asksVisit, callOf, freshDraft, lackingIn } from '../src/features/seat/draft'
import { OUTCOME_KEYS } from '../src/features/seat/outcomes'

const fresh = freshDraft(new Date('2026-03-02T01:00:00Z'))

describe('what a call lacks', () => {
  test('an outcome, to begin with', () => expect(lackingIn(fresh)).toBe('outcome'))
  test('a promise lacks its premium, then its day', () => {
    expect(lackingIn({ ...fresh, outcome: 'promised' })).toBe('due')
    expect(lackingIn({ ...fresh, outcome: 'promised', due: '7/3' })).toBe('promisedOn')
    expect(lackingIn({ ...fresh, outcome: 'promised', due: '7/3', promisedOn: '2026-03-05' })).toBeNull()
  })
  test('a call back lacks its time', () => expect(lackingIn({ ...fresh, outcome: 'call_back' })).toBe('callbackAt'))
  test('everything else is said by its outcome', () => expect(lackingIn({ ...fresh, outcome: 'no_answer' })).toBeNull())
})

describe('what is sent', () => {
  const typed = { ...fresh, due: '7/3', promisedOn: '2026-03-05', callbackAt: '2026-03-05T10:00', note: ' 下周发工资 ' }

  test('a promise names policy, instalment and day', () => {
    const call = callOf(typed, 'promised')
    expect(call.promise).toEqual({ policy_id: 7, number: 3, promised_on: '2026-03-05' })
    expect(call).toMatchObject({ call_id: fresh.callId, begun_at: '2026-03-02T01:00:00.000Z', note: '下周发工资', callback_at: null, visit: null })
  })
  test('what was typed for another outcome stays here', () => {
    expect(callOf(typed, 'no_answer')).toMatchObject({ promise: null, callback_at: null, visit: null })
  })
  test('a wish for a visit is its own reason', () => {
    expect(asksVisit({ ...fresh, outcome: 'wants_visit' })).toBe(true)
    expect(callOf({ ...typed, outcome: 'wants_visit', wishedOn: '2026-03-06', wishedPart: 'evening' }, 'wants_visit').visit).toEqual({
      policy_id: 7,
      reason: 'wants_visit',
      note: '',
      wished_on: '2026-03-06',
      wished_part: 'evening',
    })
  })
  test('a visit may be asked for with any outcome', () => {
    expect(callOf({ ...fresh, outcome: 'no_answer', asksVisit: true, visitReason: 'unreachable' }, 'no_answer').visit).toMatchObject({
      reason: 'unreachable',
      policy_id: null,
      wished_on: null,
      wished_part: null,
    })
  })
})

test('each outcome has a key of its own', () => {
  expect(new Set(OUTCOME_KEYS.map(([key]) => key)).size).toBe(11)
  expect(new Set(OUTCOME_KEYS.map(([, outcome]) => outcome)).size).toBe(11)
})

test('days and times are those of the wall', () => {
  const noon = new Date(2026, 1, 28, 12, 30)
  expect(inDays(1, noon)).toBe('2026-03-01')
  expect(inHours(12, noon)).toBe('2026-03-01T00:30')
})
