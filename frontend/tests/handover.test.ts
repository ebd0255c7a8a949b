import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { handOver, outsideOfHandover } from '../src/api/handover'

beforeEach(() => {
  // Browsers' own locks are real in the tests; only time is made.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})

afterEach(() => {
  vi.useRealTimers()
})

/** Locks are had and given back beside time. */
const settled = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

test('what a thread asks for waits while a newer program takes over, and goes on where it does not come', async () => {
  const events: string[] = []
  void handOver(() => events.push('begins'))
  await settled()
  expect(events).toEqual(['begins'])
  const asked = outsideOfHandover(async () => events.push('asked'))
  await settled()
  expect(events).toEqual(['begins'])
  await vi.advanceTimersByTimeAsync(40_000)
  await asked
  expect(events).toEqual(['begins', 'asked'])
})

test('it begins when what is asked for is answered, or hangs; nothing new is asked for meanwhile', async () => {
  const events: string[] = []
  let answer: () => void = () => undefined
  const hangs = outsideOfHandover(() => new Promise<void>((resolve) => (answer = resolve)))
  await settled()
  void handOver(() => events.push('begins'))
  const later = outsideOfHandover(async () => events.push('asked'))
  await settled()
  expect(events).toEqual([])
  await vi.advanceTimersByTimeAsync(3_000)
  expect(events).toEqual(['begins'])
  answer()
  await hangs
  await settled()
  expect(events).toEqual(['begins'])
  await vi.advanceTimersByTimeAsync(40_000)
  await later
  expect(events).toEqual(['begins', 'asked'])
})

test('requests of threads do not wait for each other', async () => {
  const both = Promise.withResolvers<void>()
  const first = outsideOfHandover(() => both.promise)
  await outsideOfHandover(async () => both.resolve())
  await first
})
