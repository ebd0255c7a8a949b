import { i18n } from '@lingui/core'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { count, dateTime, day, dayOf, decimal, metres, momentShort, percent, signedPercent, today } from '../src/i18n/format'

describe.each(['zh', 'en'])('in %s', (locale) => {
  beforeEach(() => i18n.loadAndActivate({ locale, messages: {} }))

  test('counts are grouped', () => expect(count(1234567)).toBe('1,234,567'))
  test('a share is written as per cent', () => expect(percent(1, 3)).toBe('33.3%'))
  test('a share of nothing is no number', () => expect(percent(0, 0)).toBe('–'))
  test('a deviation has its sign', () => {
    expect(signedPercent(0.0372)).toBe('+3.7%')
    expect(signedPercent(-0.0372)).toBe('-3.7%')
    expect(signedPercent(0)).toBe('0%')
  })
  test('ways are in metres, then in kilometres', () => {
    expect(metres(999.4)).toBe('999 m')
    expect(metres(1650)).toBe('1.7 km')
  })
  test('decimals keep their digits', () => expect(decimal(0.5, 2)).toBe('0.50'))
})

test('a day stays the same day in every time zone', () => {
  i18n.loadAndActivate({ locale: 'en', messages: {} })
  expect(day('2026-01-01')).toBe('1 Jan 2026')
  i18n.loadAndActivate({ locale: 'zh', messages: {} })
  expect(day('2026-01-01')).toBe('2026年1月1日')
})

describe.each(['UTC', 'America/New_York', 'Asia/Shanghai'])('on a device that is set to %s', (zone) => {
  const AT = '2026-03-01T22:30:00Z'

  beforeEach(() => {
    i18n.loadAndActivate({ locale: 'en', messages: {} })
    vi.stubEnv('TZ', zone)
    vi.useFakeTimers({ now: Date.parse(AT) })
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllEnvs()
  })

  test('a moment is told by the clock where the policies run', () => {
    expect(dateTime(AT)).toBe('2 Mar 2026, 06:30')
    expect(dayOf(AT)).toBe('2 Mar 2026')
    expect(momentShort(AT)).toBe('06:30')
    expect(momentShort('2026-03-01T15:00:00Z')).toBe('01/03')
  })
  test('today is the day there', () => expect(today()).toBe('2026-03-02'))
})
