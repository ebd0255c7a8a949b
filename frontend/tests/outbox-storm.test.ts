/** Two tabs, two people, a network that fails in every way: nothing is lost, nothing goes in another's name. */
import * as fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { Operation } from '../src/outbox/operation'
import type { Outbox } from '../src/outbox/outbox'
import { Pace } from '../src/outbox/pace'
import { keepTrying } from '../src/outbox/trying'
import { accepts, browser, outOfReach, receipt, refusalOf } from './outboxes'

type Luck = 'answered' | 'half' | 'request lost' | 'answer lost' | 'tab killed'
type Step = { tab: 0 | 1; does: 'add' } | { tab: 0 | 1; does: 'flush'; luck: Luck[] } | { tab: 0 | 1; does: 'reload' }

const tab = fc.constantFrom(0 as const, 1 as const)
const lucks = fc.array(fc.constantFrom<Luck>('answered', 'half', 'request lost', 'answer lost', 'tab killed'), { maxLength: 3 })
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ tab, does: fc.constant('add' as const) }) },
    { weight: 3, arbitrary: fc.record({ tab, does: fc.constant('flush' as const), luck: lucks }) },
    { weight: 1, arbitrary: fc.record({ tab, does: fc.constant('reload' as const) }) },
  ),
  { minLength: 1, maxLength: 14 },
)

/** Stores an operation once, whoever sends it how often, and remembers in whose name it came. */
function server() {
  const stored = new Map<string, string>()
  const take = (account: string, operations: Operation[]) => {
    for (const { op_id } of operations) if (!stored.has(op_id)) stored.set(op_id, account)
    return operations.map((one) => receipt(one))
  }
  return { stored, take }
}

function sendWith(luck: Luck[], answer: (operations: Operation[]) => ReturnType<typeof receipt>[]) {
  return async (operations: Operation[]) => {
    const next = luck.shift() ?? 'answered'
    if (next === 'request lost') return outOfReach()
    const receipts = answer(next === 'half' ? operations.slice(0, Math.ceil(operations.length / 2)) : operations)
    if (next === 'answer lost') return outOfReach()
    // Nobody is there any more to hear it.
    if (next === 'tab killed') return new Promise<never>(() => undefined)
    return receipts
  }
}

const nothing = () => undefined

// Forty storms, each with databases of its own: some seconds of work, more where much else runs.
const STORMS = { timeout: 60_000 }

test.each([['one person in both tabs', ['a', 'a']], ['two people', ['a', 'b']]])('nothing is lost, and all is sent once: %s', STORMS, async (_, accounts) => {
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      const open = browser()
      const { stored, take } = server()
      const done = new Map<string, string>()
      const tabs: Outbox[] = [await open(accounts[0]), await open(accounts[1])]
      await Promise.all(
        ([0, 1] as const).map(async (which) => {
          const account = accounts[which]!
          for (const step of taken.filter((one) => one.tab === which)) {
            if (step.does === 'add') done.set((await tabs[which]!.add('task.skip', {})).op_id, account)
            else if (step.does === 'reload') tabs[which] = await open(account)
            else {
              const isKilled = step.luck.includes('tab killed')
              const flushed = tabs[which]!.flush(sendWith([...step.luck], (operations) => take(account, operations)), refusalOf).catch(nothing)
              if (isKilled) tabs[which] = await open(account)
              else await flushed
            }
          }
        }),
      )
      for (const account of new Set(accounts)) {
        const fresh = await open(account)
        const here = new Set(fresh.rows().map((row) => row.operation.op_id))
        // Whatever happened: it waits here, or its receipt is here.
        for (const [opId, whose] of done) if (whose === account) expect(here.has(opId) || fresh.receiptOf(opId) !== undefined).toBe(true)
        await fresh.flush(async (operations) => take(account, operations), refusalOf)
        expect(fresh.rows()).toEqual([])
      }
      expect(Object.fromEntries(stored)).toEqual(Object.fromEntries(done))
    }),
    { numRuns: 40 },
  )
})

test('a server that fails every second request for ten minutes gets everything, in order', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))
  const outbox = await browser()()
  const began = Date.now()
  const pace = new Pace(Date.now, () => 0.5)
  const [sent, asked]: [number[], number[]] = [[], []]
  const send = async (operations: Operation[]) => {
    asked.push(Date.now() - began)
    if (asked.length % 2 === 1) throw new Error('500')
    sent.push(...operations.map((one) => one.seq!))
    return accepts(operations)
  }
  const attempt = async () => {
    try {
      await outbox.flush(send, refusalOf)
      pace.succeeded()
    } catch (error) {
      pace.failed()
      throw error
    }
  }
  const stop = keepTrying({ attempt, hasWork: () => outbox.rows().length > 0, pace })
  for (let minute = 0; minute < 10; minute++) {
    for (let many = 0; many < 3; many++) await outbox.add('task.skip', {})
    for (let second = 0; second < 60; second++) {
      vi.advanceTimersByTime(1000)
      // The database in memory works between the ticks of the clock.
      await new Promise((resolve) => setImmediate(resolve))
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  stop()
  await vi.waitFor(() => expect(outbox.rows()).toEqual([]))
  expect(sent).toEqual(Array.from({ length: 30 }, (_, index) => sent[0]! + index))
  expect(asked.length).toBeLessThan(60)
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('waits longer after each failure, and never less than the server asks for', () => {
  let now = 0
  const pace = new Pace(() => now, () => 0.5)
  const waits = [1, 2, 3, 4, 5, 6, 7, 8].map(() => {
    pace.failed()
    return pace.waitMs()
  })
  expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
  pace.reached()
  pace.asked(120)
  expect([pace.patientUntil(), pace.waitMs()]).toEqual([120_000, 140_000])
  now = 120_000
  expect([pace.patientUntil(), pace.waitMs()]).toEqual([undefined, 20_000])
})
