import { beforeEach, expect, test, vi } from 'vitest'
import { keptBy, keptSince, orKept, type Kept } from '../src/api/copy'
import { paceAfter } from '../src/sync/pace'
import { refused } from './field-server'

const SINCE = '2026-03-02T08:00:00.000Z'
const COPY = { since: SINCE } as Kept
const away = () => Promise.reject(new TypeError('Failed to fetch'))
const never = () => new Promise<string>(() => undefined)

beforeEach(() => keptBy(() => Promise.resolve(COPY)))

test('the server answers where it can, and the device where it cannot; which of them is known', async () => {
  expect(await orKept(() => Promise.resolve('served'), () => 'kept')).toBe('served')
  expect(keptSince()).toBeUndefined()
  expect(await orKept(away, () => 'kept')).toBe('kept')
  expect(keptSince()).toBe(SINCE)
  for (const refusal of [refused(503, 'server.busy'), refused(500, 'internal')]) expect(await orKept(() => Promise.reject(refusal), () => 'kept')).toBe('kept')
  expect(await orKept(() => Promise.resolve('served'), () => 'kept')).toBe('served')
  expect(keptSince()).toBeUndefined()
})

test('what nobody waits for any more says nothing of what is shown', async () => {
  await orKept(() => Promise.resolve('served'), () => 'kept')
  const left = new AbortController()
  const answer = orKept(away, () => 'kept', left.signal)
  left.abort()
  await answer
  expect(keptSince()).toBeUndefined()
})

test('what the server refuses stays refused', async () => {
  await expect(orKept(() => Promise.reject(refused(404, 'customer.not_found')), () => 'kept')).rejects.toMatchObject({ status: 404 })
})

test('what the device does not have is out of reach, and a locked copy says so', async () => {
  await expect(orKept<string>(away, () => undefined)).rejects.toThrow(TypeError)
  keptBy(() => Promise.reject(refused(423, 'copy.locked')))
  await expect(orKept(away, () => 'kept')).rejects.toMatchObject({ problem: { code: 'copy.locked' } })
  keptBy(() => Promise.reject(new Error('no database')))
  await expect(orKept(away, () => 'kept')).rejects.toThrow('Failed to fetch')
})

test('a server that takes too long is not waited for where the device knows it; one that answered is believed', async () => {
  vi.useFakeTimers()
  const answer = orKept(never, () => 'kept')
  await vi.advanceTimersByTimeAsync(4_000)
  expect(await answer).toBe('kept')
  expect(keptSince()).toBe(SINCE)
  const opened = vi.fn(() => Promise.resolve(COPY))
  keptBy(opened)
  expect(await orKept(() => Promise.resolve('served'), () => 'kept')).toBe('served')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(keptSince()).toBeUndefined()
  expect(opened).not.toHaveBeenCalled()
  vi.useRealTimers()
})

test('the server is asked again when it says, never sooner, and not by all at once', () => {
  const [soonest, latest] = [() => 0, () => 1]
  expect(paceAfter({ state: 'done', after_s: 300 }, 0, soonest)).toEqual({ inMs: 300_000, earliestMs: 5_000 })
  expect(paceAfter({ state: 'done', after_s: 300 }, 0, latest).inMs).toBe(375_000)
  expect(paceAfter({ state: 'busy', after_s: 20 }, 0, soonest)).toEqual({ inMs: 20_000, earliestMs: 20_000 })
  const middle = () => 0.5
  expect([1, 2, 3, 20].map((failures) => paceAfter({ state: 'failed' }, failures, middle).inMs)).toEqual([5_000, 10_000, 20_000, 300_000])
})
