import { describe, expect, test, vi } from 'vitest'
import { inDays, inHours, momentIn } from '../src/features/seat/days'
import { asksVisit, callOf, freshDraft, lackingIn } from '../src/features/seat/draft'
import type { Outcome, SeatRules } from '../src/api/calling'
import type { Story } from '../src/api/field'
import { filled, linesFor, scriptFor } from '../src/features/seat/scripts'

const fresh = freshDraft(new Date('2026-03-02T01:00:00Z'))
const leaf = (code: Outcome['code'], needs: Outcome['needs'] = null): Outcome => ({ code, needs, key: '1', calls: ['outbound'], after: 'done', refuses: false, settles: false })
const PROMISED = leaf('promised', 'promise')
const NO_ANSWER = leaf('no_answer')
const WANTS_VISIT = leaf('wants_visit', 'visit')

describe('what a call lacks', () => {
  test('an outcome, to begin with', () => expect(lackingIn(fresh, undefined)).toBe('outcome'))
  test('a promise lacks its premium, then its day', () => {
    expect(lackingIn(fresh, PROMISED)).toBe('due')
    expect(lackingIn({ ...fresh, due: '7/3' }, PROMISED)).toBe('promisedOn')
    expect(lackingIn({ ...fresh, due: '7/3', promisedOn: '2026-03-05' }, PROMISED)).toBeNull()
  })
  test('a call back lacks its time', () => expect(lackingIn(fresh, leaf('call_back', 'callback_at'))).toBe('callbackAt'))
  test('a request lacks what it is about, with whatever outcome', () => {
    expect(lackingIn(fresh, leaf('service_requested', 'service'))).toBe('serviceItem')
    expect(lackingIn({ ...fresh, asksService: true }, NO_ANSWER)).toBe('serviceItem')
    expect(lackingIn({ ...fresh, asksService: true, serviceItem: 'complaint' }, NO_ANSWER)).toBeNull()
  })
  test('everything else is said by its outcome', () => expect(lackingIn(fresh, NO_ANSWER)).toBeNull())
})

describe('what is sent', () => {
  const typed = { ...fresh, due: '7/3', promisedOn: '2026-03-05', callbackAt: '2026-03-05T10:00', note: ' 下周发工资 ' }

  test('a promise names policy, instalment and day', () => {
    const call = callOf(typed, PROMISED)
    expect(call.promise).toEqual({ policy_id: 7, number: 3, promised_on: '2026-03-05' })
    expect(call).toMatchObject({ call_id: fresh.callId, begun_at: '2026-03-02T01:00:00.000Z', note: '下周发工资', callback_at: null, visit: null })
  })
  test('what was typed for another outcome stays here', () => {
    expect(callOf({ ...typed, serviceItem: 'claim' }, NO_ANSWER)).toMatchObject({ promise: null, callback_at: null, visit: null, service: null })
  })
  test('a wish for a visit is its own reason', () => {
    expect(asksVisit(fresh, WANTS_VISIT)).toBe(true)
    expect(callOf({ ...typed, wishedOn: '2026-03-06', wishedPart: 'evening' }, WANTS_VISIT).visit).toEqual({
      policy_id: 7,
      reason: 'wants_visit',
      note: '',
      wished_on: '2026-03-06',
      wished_part: 'evening',
    })
  })
  test('a visit may be asked for with any outcome', () => {
    expect(callOf({ ...fresh, asksVisit: true, visitReason: 'unreachable' }, NO_ANSWER).visit).toMatchObject({
      reason: 'unreachable',
      policy_id: null,
      wished_on: null,
      wished_part: null,
    })
  })
})

describe('what is said', () => {
  const story = { cell: null, policies: [{ standing: 'orphan' }, { standing: 'ended' }], dues: [{ failure: '余额不足' }] } as unknown as Story
  const line = (words: string, ...when: ('failed' | 'no_funds' | 'other_failure' | 'specialist' | 'no_specialist')[]) => ({ zh: words, en: words, when, shows: null })
  test('only what holds for him', () => {
    const lines = [line('有专员', 'specialist'), line('没有专员', 'no_specialist'), line('余额', 'failed', 'no_funds'), line('账户', 'failed', 'other_failure')]
    const said = linesFor({ code: 'x', zh: '', en: '', key: null, stages: [], tasks: [], line: lines }, story)
    expect(said.map(({ zh }) => zh)).toEqual(['没有专员', '余额'])
  })
  test('facts stand where they are named', () => expect(filled('{specialist} 在 {cell} 服务', { ...story, cell: { specialist: '王**', name: '3 号格' } } as Story)).toEqual(['', '王**', ' 在 ', '3 号格', ' 服务']))
})

test('days and times are those of the wall where the policies run, also on a desk that is set to another zone', () => {
  vi.stubEnv('TZ', 'America/New_York')
  const noon = Date.parse('2026-02-28T04:30:00Z')
  expect(inDays(1, noon)).toBe('2026-03-01')
  expect(inHours(12, noon)).toBe('2026-03-01T00:30')
  expect(momentIn('2026-03-01T00:30')).toBe('2026-02-28T16:30:00.000Z')
  vi.unstubAllEnvs()
})

describe('what to say', () => {
  const script = (code: string) => ({ code, zh: code, en: code, stages: [], tasks: [], key: null, line: [] })
  const surrender: Outcome = { ...leaf('wants_surrender'), script: 'surrender' }
  const rules = {
    outcomes: { version: 'v1', branch: [{ code: 'reached', zh: '', en: '', outcome: [PROMISED, surrender] }] },
    scripts: { version: 'v1', script: [script('premium'), script('surrender')] },
  } as unknown as SeatRules
  const said = (outcome: Outcome['code'] | null) => scriptFor(rules, 'outbound', 'premium', outcome)?.code
  test('is what the call is for', () => expect([said(null), said('promised')]).toEqual(['premium', 'premium']))
  test('is about a surrender once he wants one', () => expect(said('wants_surrender')).toBe('surrender'))
})
