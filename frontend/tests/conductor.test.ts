import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Conductor } from '../src/sync/conductor'
import type { Outcome } from '../src/sync/pace'

/** The thread that pulls: it answers when it is told to. */
class Thread extends EventTarget {
  static readonly made: Thread[] = []
  asked = 0

  constructor() {
    super()
    Thread.made.push(this)
  }

  postMessage(): void {
    this.asked++
  }

  terminate(): void {}

  answer(outcome: Outcome): Promise<unknown> {
    this.dispatchEvent(new MessageEvent('message', { data: outcome }))
    return vi.advanceTimersByTimeAsync(0)
  }
}

const window = new EventTarget()
let conductor: Conductor

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('window', window)
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))
  vi.stubGlobal('navigator', { locks: { request: (_name: string, _options: LockOptions, work: () => Promise<void>) => work() } })
  vi.stubGlobal('Worker', Thread)
})

afterEach(() => {
  conductor.stop()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

async function leading(push: () => Promise<unknown> = () => Promise.resolve()): Promise<Thread> {
  const order = () => ({ account: 'anna', device: 'd', unsent: [] })
  conductor = new Conductor({ account: 'anna', push, order, receipt: () => 0, changed: () => undefined, answered: () => undefined })
  await vi.advanceTimersByTimeAsync(0)
  return Thread.made.at(-1)!
}

const back = () => window.dispatchEvent(new Event('online'))

test('a server that was out of reach is asked again after a while, and at once when there is a network', async () => {
  const thread = await leading()
  await thread.answer({ state: 'failed' })
  expect(thread.asked).toBe(1)
  await vi.advanceTimersByTimeAsync(7_000)
  expect(thread.asked).toBe(2)
  await thread.answer({ state: 'failed' })
  back()
  await vi.advanceTimersByTimeAsync(0)
  expect(thread.asked).toBe(3)
})

test('a network that comes while a round still waits for the one before is not missed', async () => {
  const thread = await leading()
  back()
  await thread.answer({ state: 'failed' })
  expect(thread.asked).toBe(2)
  await thread.answer({ state: 'failed' })
  expect(thread.asked).toBe(2)
})

test('what is wanted while something is sent is asked for in the same round', async () => {
  const thread = await leading(async () => {
    await Promise.resolve()
    conductor.want()
  })
  await thread.answer({ state: 'done', after_s: 60 })
  await vi.advanceTimersByTimeAsync(30_000)
  expect(thread.asked).toBe(1)
})
