import { i18n } from '@lingui/core'
import { beforeEach, describe, expect, test } from 'vitest'
import { count, day, decimal, metres, percent, signedPercent } from '../src/i18n/format'

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
