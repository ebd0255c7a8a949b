import { expect, test } from 'vitest'
import { clockAhead, measured, onClock } from '../src/api/clock'

const NOW = Date.UTC(2026, 2, 2, 8)
const DAY_MS = 86_400_000
const httpDate = (ms: number) => new Date(ms).toUTCString()

test('a clock that is off by more than some minutes is told, once, until it is right', () => {
  const told: number[] = []
  const leave = onClock(() => told.push(clockAhead()))
  measured(httpDate(NOW - 4 * 60_000), NOW)
  measured(null, NOW)
  measured('yesterday', NOW)
  expect(clockAhead()).toBe(0)
  measured(httpDate(NOW - DAY_MS), NOW)
  // An answer that took some seconds is no other clock.
  measured(httpDate(NOW - DAY_MS), NOW + 9_000)
  measured(httpDate(NOW), 0)
  measured(httpDate(NOW), NOW)
  leave()
  measured(httpDate(NOW), 0)
  expect(told).toEqual([DAY_MS, -NOW, 0])
})
