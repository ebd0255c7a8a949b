import { describe, expect, test, vi } from 'vitest'
import { deviceId, newId } from '../src/outbox/ids'
import { Outbox, type Operation, type Receipt, type Refusal } from '../src/outbox/outbox'
import { memory } from './memory'

const receipt = (operation: Operation, state = 'applied'): Receipt => ({
  op_id: operation.op_id,
  state,
  received_at: '2026-03-02T08:00:00Z',
  code: null,
  fields: [],
  credited_to: null,
  forwarded_to: null,
})
const accepts = async (operations: Operation[]) => operations.map((one) => receipt(one))
const outOfReach = (): never => {
  throw new TypeError('Failed to fetch')
}
const problem = { code: 'input.invalid', detail: '', hint: '', params: {} }
const refusalOf = (error: unknown): Refusal => ({ problem, isFinal: !(error instanceof TypeError) })

describe('what was done', () => {
  test('waits until its receipt is here, and keeps it', async () => {
    const store = memory()
    const outbox = new Outbox(store, 'a')
    const done = outbox.add('task.skip', { task_id: 't' })
    await expect(outbox.flush(outOfReach, refusalOf)).rejects.toThrow('Failed to fetch')
    expect(outbox.rows()).toHaveLength(1)
    expect(outbox.receiptOf(done.op_id)).toBeUndefined()
    expect(await outbox.flush(accepts, refusalOf)).toHaveLength(1)
    expect(outbox.rows()).toEqual([])
    expect(outbox.receiptOf(done.op_id)?.state).toBe('applied')
  })

  test('is still there in a new tab', () => {
    const store = memory()
    const { op_id } = new Outbox(store, 'a').add('task.skip', {})
    expect(new Outbox(store, 'a').rows()[0]?.operation.op_id).toBe(op_id)
  })

  test('is never sent in the name of another', async () => {
    const store = memory()
    new Outbox(store, 'a').add('task.skip', {})
    const send = vi.fn(accepts)
    await new Outbox(store, 'b').flush(send, refusalOf)
    expect(send).not.toHaveBeenCalled()
  })

  test('is numbered in its order and sent in it, at most fifty at a time', async () => {
    const outbox = new Outbox(memory(), 'a')
    for (let index = 0; index < 120; index++) outbox.add('task.skip', { index })
    const batches: Operation[][] = []
    await outbox.flush(async (operations) => {
      batches.push(operations)
      return accepts(operations)
    }, refusalOf)
    expect(batches.map((batch) => batch.length)).toEqual([50, 50, 20])
    expect(batches.flat().map((one) => one.seq)).toEqual(Array.from({ length: 120 }, (_, index) => index + 1))
    expect(new Set(batches.flat().map((one) => one.device_id)).size).toBe(1)
  })

  test('that is added while others are sent goes with the next batch', async () => {
    const outbox = new Outbox(memory(), 'a')
    outbox.add('visit.begin', {})
    let sent = 0
    await outbox.flush(async (operations) => {
      if (sent === 0) outbox.add('visit.complete', {})
      sent += operations.length
      return accepts(operations)
    }, refusalOf)
    expect(sent).toBe(2)
    expect(outbox.rows()).toEqual([])
  })
})

describe('what the server cannot read', () => {
  const bad = async (operations: Operation[]) => {
    if (operations.some((one) => one.kind === 'bad')) throw new Error('422')
    return accepts(operations)
  }

  test('does not hold back the others, and is kept until somebody decides', async () => {
    const outbox = new Outbox(memory(), 'a')
    outbox.add('task.skip', {})
    const { op_id } = outbox.add('bad', {})
    outbox.add('task.skip', {})
    expect(await outbox.flush(bad, refusalOf)).toHaveLength(2)
    expect(outbox.rows()).toEqual([{ operation: expect.objectContaining({ op_id }), refused: problem }])
    expect(await outbox.flush(bad, refusalOf)).toEqual([])
    outbox.again(op_id)
    await outbox.flush(accepts, refusalOf)
    expect(outbox.rows()).toEqual([])
  })

  test('can be given up', async () => {
    const outbox = new Outbox(memory(), 'a')
    const { op_id } = outbox.add('bad', {})
    await outbox.flush(bad, refusalOf)
    outbox.discard(op_id)
    expect(outbox.rows()).toEqual([])
  })
})

test('an answer without receipts is not asked for for ever', async () => {
  const outbox = new Outbox(memory(), 'a')
  outbox.add('task.skip', {})
  await expect(outbox.flush(async () => [], refusalOf)).rejects.toThrow()
  expect(outbox.rows()).toHaveLength(1)
})

test('who listens hears of each change, and rows stay the same array between changes', () => {
  const outbox = new Outbox(memory(), 'a')
  const heard = vi.fn()
  const stop = outbox.subscribe(heard)
  outbox.add('task.skip', {})
  expect(heard).toHaveBeenCalledTimes(1)
  expect(outbox.rows()).toBe(outbox.rows())
  stop()
  outbox.add('task.skip', {})
  expect(heard).toHaveBeenCalledTimes(1)
})

test('a broken store does not stop the screens', () => {
  const store = memory()
  store.setItem('gridward.outbox.a', '{')
  expect(new Outbox(store, 'a').rows()).toEqual([])
})

test('ids are UUIDs of version 7 that sort by their time', () => {
  const ids = [1, 2, 3].map((second) => newId(1_770_000_000_000 + second * 1000))
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(ids.toSorted()).toEqual(ids)
  expect(Number.parseInt(ids[0]!.replaceAll('-', '').slice(0, 12), 16)).toBe(1_770_000_001_000)
})

test('a device keeps its id', () => {
  const store = memory()
  expect(deviceId(store)).toBe(deviceId(store))
})
