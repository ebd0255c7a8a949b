import { describe, expect, test, vi } from 'vitest'
import { StoreError } from '../src/db/trouble'
import { deviceId, newId } from '../src/outbox/ids'
import type { Operation } from '../src/outbox/operation'
import type { Outbox } from '../src/outbox/outbox'
import { earlierOf, forgetEarlier } from '../src/outbox/takeover'
import { sealLeft } from '../src/outbox/seal-left'
import { Typed } from '../src/outbox/typed'
import type { Shelf } from '../src/outbox/shelf'
import { memory } from './memory'
import { accepts, browser, makeShelf, outOfReach, problem, receipt, refusalOf } from './outboxes'

describe('what was done', () => {
  test('waits until its receipt is here, and keeps it', async () => {
    const outbox = await browser()()
    const done = await outbox.add('task.skip', { task_id: 't' })
    await expect(outbox.flush(outOfReach, refusalOf)).rejects.toThrow('Failed to fetch')
    expect(outbox.rows()).toHaveLength(1)
    expect(outbox.receiptOf(done.op_id)).toBeUndefined()
    expect(await outbox.flush(accepts, refusalOf)).toHaveLength(1)
    expect(outbox.rows()).toEqual([])
    expect(outbox.receiptOf(done.op_id)?.state).toBe('applied')
    expect(outbox.received()[0]).toMatchObject({ kind: 'task.skip', occurred_at: done.occurred_at })
  })

  test('is there in another tab and in a new one', async () => {
    const tab = browser()
    const [one, other] = [await tab(), await tab()]
    const { op_id } = await one.add('task.skip', {})
    await vi.waitFor(() => expect(other.rows()[0]?.operation.op_id).toBe(op_id))
    expect((await tab()).rows()[0]?.operation.op_id).toBe(op_id)
  })

  test('is never sent in the name of another', async () => {
    const tab = browser()
    await (await tab('a')).add('task.skip', {})
    const send = vi.fn(accepts)
    await (await tab('b')).flush(send, refusalOf)
    expect(send).not.toHaveBeenCalled()
  })

  test('is numbered in its order and sent in it, at most fifty at a time', async () => {
    const outbox = await browser()()
    for (let index = 0; index < 120; index++) await outbox.add('task.skip', { index })
    const batches: Operation[][] = []
    await outbox.flush(async (operations) => {
      batches.push(operations)
      return accepts(operations)
    }, refusalOf)
    expect(batches.map((batch) => batch.length)).toEqual([50, 50, 20])
    expect(batches.flat().map((one) => one.seq)).toEqual(Array.from({ length: 120 }, (_, index) => index + 1))
  })

  test('goes in requests that are not too large', async () => {
    const outbox = await browser()()
    for (let index = 0; index < 4; index++) await outbox.add('contact.log', { note: '记'.repeat(33_000) })
    const sizes: number[] = []
    await outbox.flush(async (operations) => {
      sizes.push(operations.length)
      return accepts(operations)
    }, refusalOf)
    expect(sizes).toEqual([2, 2])
  })

  test('that is added while others are sent goes with the next batch', async () => {
    const outbox = await browser()()
    await outbox.add('visit.begin', {})
    let sent = 0
    await outbox.flush(async (operations) => {
      if (sent === 0) await outbox.add('visit.complete', {})
      sent += operations.length
      return accepts(operations)
    }, refusalOf)
    expect(sent).toBe(2)
    expect(outbox.rows()).toEqual([])
  })

  test('comes with what the page keeps beside it', async () => {
    const tab = browser()
    const { op_id } = await (await tab()).add('visit.begin', {}, (operation) => ({ key: 'draft', text: operation.op_id }))
    expect((await tab()).entries.getItem('draft')).toBe(op_id)
  })
})

describe('what the server cannot read', () => {
  const bad = async (operations: Operation[]) => {
    if (operations.some((one) => one.kind === 'bad')) throw new Error('422')
    return accepts(operations)
  }

  test('does not hold back the others, and is kept until somebody decides', async () => {
    const outbox = await browser()()
    await outbox.add('task.skip', {})
    const { op_id } = await outbox.add('bad', {})
    await outbox.add('task.skip', {})
    expect(await outbox.flush(bad, refusalOf)).toHaveLength(2)
    expect(outbox.rows()).toEqual([{ operation: expect.objectContaining({ op_id }), refused: problem }])
    expect(await outbox.flush(bad, refusalOf)).toEqual([])
    await outbox.again(op_id)
    await outbox.flush(accepts, refusalOf)
    expect(outbox.rows()).toEqual([])
  })

  test('can be given up, and only that', async () => {
    const outbox = await browser()()
    const { op_id } = await outbox.add('bad', {})
    await outbox.discard(op_id)
    expect(outbox.rows()).toHaveLength(1)
    expect(outbox.givenUp()).toEqual([])
    await outbox.flush(bad, refusalOf)
    await outbox.discard(op_id)
    expect(outbox.rows()).toEqual([])
    // Until the server was told.
    expect(outbox.givenUp()).toEqual([op_id])
    outbox.toldGivenUp([op_id])
    await outbox.entries.settled()
    await outbox.load()
    expect(outbox.givenUp()).toEqual([])
  })
})

describe('a store that stores nothing', () => {
  const full = () => {
    const shelf = makeShelf('full')
    vi.spyOn(shelf, 'add').mockRejectedValue(new StoreError('full', null))
    vi.spyOn(shelf, 'write').mockRejectedValueOnce(new StoreError('full', null))
    return shelf
  }

  test('says so, and nothing seems to be done', async () => {
    const outbox = await browser()('a', full())
    await expect(outbox.add('task.skip', {})).rejects.toThrow('not stored: full')
    expect(outbox.rows()).toEqual([])
    expect(outbox.trouble()).toBe('full')
    outbox.understood()
    expect(outbox.trouble()).toBeUndefined()
  })

  test('says of drafts so once, not at each letter, and again when it had stored in between', async () => {
    const shelf = makeShelf('full at times')
    const outbox = await browser()('a', shelf)
    const write = vi.spyOn(shelf, 'write').mockRejectedValue(new StoreError('full', null))
    const troubles = []
    for (const text of ['一', '一二', '一二三', '一二三四']) {
      if (text === '一二三') write.mockRestore()
      if (text === '一二三四') vi.spyOn(shelf, 'write').mockRejectedValue(new StoreError('full', null))
      outbox.entries.setItem('draft', text)
      await outbox.entries.settled()
      troubles.push(outbox.trouble())
      outbox.understood()
    }
    expect(troubles).toEqual(['full', undefined, undefined, 'full'])
  })

  test('has what was typed once it stores again', async () => {
    const tab = browser()
    const shelf = full()
    const outbox = await tab('a', shelf)
    outbox.entries.setItem('draft', 'one')
    await outbox.entries.settled()
    expect(outbox.trouble()).toBe('full')
    outbox.entries.setItem('other', 'two')
    await outbox.entries.settled()
    expect((await tab('a', shelf)).entries.getItem('draft')).toBe('one')
  })
})

test('an operation leaves only with a receipt that was asked for', async () => {
  const outbox = await browser()()
  const first = await outbox.add('task.skip', {})
  const strange = { ...receipt(first), op_id: newId() }
  await expect(outbox.flush(async () => [strange], refusalOf)).rejects.toThrow('no receipts')
  await expect(outbox.flush(async () => [], refusalOf)).rejects.toThrow('no receipts')
  expect(outbox.rows()).toHaveLength(1)
})

test('what had an effect is held until the copy shows it, and no longer', async () => {
  const outbox = await browser()()
  const [first] = [await outbox.add('contact.log', {}), await outbox.add('note.add', {})]
  const states = { [first.op_id]: 'invalid' } as Record<string, string>
  await outbox.flush(async (operations) => operations.map((one) => receipt(one, states[one.op_id] ?? 'forwarded')), refusalOf)
  const sent = () => outbox.received().flatMap((one) => one.sent?.kind ?? [])
  expect(sent()).toEqual(['note.add'])
  const before = outbox.lastReceipt()
  await outbox.add('task.skip', {})
  await outbox.flush(accepts, refusalOf)
  await outbox.shownUpTo(before)
  expect(sent()).toEqual(['task.skip'])
  await outbox.shownUpTo(outbox.lastReceipt())
  expect(sent()).toEqual([])
  expect(outbox.received()).toHaveLength(3)
})

test('who listens hears of changes, and rows stay the same array between them', async () => {
  const outbox = await browser()()
  const heard = vi.fn()
  const stop = outbox.subscribe(heard)
  await outbox.add('task.skip', {})
  expect(heard).toHaveBeenCalledTimes(1)
  expect(outbox.rows()).toBe(outbox.rows())
  stop()
  await outbox.add('task.skip', {})
  expect(heard).toHaveBeenCalledTimes(1)
})

test('drafts are read as they were written last, also after the tab was closed', async () => {
  const tab = browser()
  const { entries } = await tab()
  for (const text of ['他', '他说', '他说下周']) entries.setItem('draft', text)
  entries.setItem('gone', 'x')
  entries.removeItem('gone')
  expect(entries.getItem('draft')).toBe('他说下周')
  await entries.settled()
  const after = (await tab()).entries
  expect([after.length, after.key(0), after.getItem('draft')]).toEqual([1, 'draft', '他说下周'])
  expect((await tab('b')).entries.length).toBe(0)
})

test.each([
  ['while it is read', (outbox: Outbox) => [outbox.load(), outbox.entries.setItem('draft', 'now')] as const],
  ['just before it is read', (outbox: Outbox) => [outbox.entries.setItem('draft', 'now'), outbox.load()] as const],
])('what is typed %s is not what lay there before', async (_, both) => {
  const outbox = await browser()()
  outbox.entries.setItem('draft', 'before')
  await outbox.entries.settled()
  const decrypt = crypto.subtle.decrypt.bind(crypto.subtle)
  // To unseal it takes longer than to write it anew.
  const slow = vi.spyOn(crypto.subtle, 'decrypt').mockImplementation(async (...how) => {
    await outbox.entries.settled()
    return decrypt(...how)
  })
  await Promise.all(both(outbox))
  await outbox.entries.settled()
  await vi.waitFor(() => expect(slow).toHaveBeenCalled())
  slow.mockRestore()
  expect(outbox.entries.getItem('draft')).toBe('now')
})

test('who listens to drafts hears of what this tab writes, and of what another one does', async () => {
  const tab = browser()
  const [one, other] = [await tab(), await tab()]
  const seen: (string | null)[] = []
  other.entries.subscribe(() => seen.push(other.entries.getItem('draft')))
  one.entries.setItem('draft', '他说')
  await vi.waitFor(() => expect(seen.at(-1)).toBe('他说'))
  other.entries.setItem('draft', '他说下周')
  expect(seen.at(-1)).toBe('他说下周')
  await vi.waitFor(() => expect(one.entries.getItem('draft')).toBe('他说下周'))
  one.entries.removeItem('draft')
  await vi.waitFor(() => expect(seen.at(-1)).toBeNull())
})

test('what an earlier version kept is taken over once; what cannot be read stays where it is', async () => {
  const store = memory()
  const operation = { op_id: newId(), kind: 'visit.begin', protocol: 1, seq: 7, device_id: 'd', occurred_at: '2026-03-02T08:00:00Z', payload: {} }
  store.setItem('gridward.seq', '7')
  store.setItem('gridward.outbox.a', JSON.stringify([{ operation, refused: problem }]))
  store.setItem('gridward.receipts.a', JSON.stringify([{ ...receipt(operation), op_id: newId() }]))
  store.setItem('gridward.visit.a.task:1', '{}')
  store.setItem('gridward.service.a.7', '{"mobile":"16512341234"}')
  store.setItem('gridward.search', '16512341234')
  store.setItem('gridward.outbox.b', '{')
  store.setItem('gridward.theme', 'dark')
  const shelf = makeShelf('earlier')
  for (let time = 0; time < 2; time++) await shelf.takeOver(earlierOf(store))
  forgetEarlier(store, earlierOf(store))
  const outbox = await browser()('a', shelf)
  expect(outbox.rows()).toEqual([{ operation, refused: problem }])
  expect(outbox.received()).toHaveLength(1)
  expect(outbox.entries.getItem('gridward.visit.a.task:1')).toBe('{}')
  expect(new Typed<{ mobile: string }>(outbox.entries, 'a', 'service', '7').read()).toEqual({ mobile: '16512341234' })
  expect((await outbox.add('task.skip', {})).seq).toBeGreaterThan(7)
  expect([store.length, store.getItem('gridward.outbox.b')]).toEqual([2, '{'])
})

describe('what somebody wrote', () => {
  const lies = async (shelf: Shelf) => {
    const tables = await shelf.opened.use(async (db) => [await db.waiting.toArray(), await db.received.toArray(), await db.entries.toArray()])
    return JSON.stringify(tables)
  }

  test('lies nowhere in the clear, and is as it was in the next tab', async () => {
    const tab = browser()
    const shelf = makeShelf('sealed')
    const outbox = await tab('a', shelf)
    const sent = await outbox.add('note.add', { text: '下周发工资' })
    await outbox.flush(accepts, refusalOf)
    const waits = await outbox.add('customer.correct', { value: '13900001111' }, () => ({ key: 'beside', text: '她在家' }))
    await outbox.takeIn([{ ...sent, op_id: newId(), payload: { text: '他说' } }])
    outbox.entries.setItem('draft', '邻居说')
    await outbox.entries.settled()
    const here = await lies(shelf)
    expect(['下周发工资', '13900001111', '她在家', '他说', '邻居说'].filter((text) => here.includes(text))).toEqual([])
    const next = await tab('a', makeShelf('sealed'))
    expect(next.rows().map((row) => row.operation.payload)).toEqual([waits.payload, { text: '他说' }])
    expect(next.received()[0]!.sent).toEqual(sent)
    expect([next.entries.getItem('beside'), next.entries.getItem('draft')]).toEqual(['她在家', '邻居说'])
  })

  test('is sealed where an earlier version left it as it was', async () => {
    const shelf = makeShelf('left')
    const tab = browser()
    const operation = { op_id: newId(), kind: 'note.add', protocol: 1, seq: 7, device_id: 'd', occurred_at: '2026-03-02T08:00:00Z', payload: { text: '下周发工资' } }
    const received = { ...operation, op_id: newId() }
    await shelf.opened.use(async (db) => {
      await db.waiting.add({ op_id: operation.op_id, account: 'a', n: 7, operation, refused: problem })
      await db.received.add({ op_id: received.op_id, account: 'a', n: 1, receipt: receipt(received), kind: 'note.add', occurred_at: '', sent: received })
      await db.entries.add({ key: 'draft', account: 'a', text: '下周发工资' })
    })
    for (let time = 0; time < 2; time++) await sealLeft(shelf.opened)
    expect(await lies(shelf)).not.toContain('下周发工资')
    const outbox = await tab('a', shelf)
    expect(outbox.rows()).toEqual([{ operation, refused: problem }])
    expect(outbox.received()[0]!.sent).toEqual(received)
    expect(outbox.entries.getItem('draft')).toBe('下周发工资')
  })

  test('lies as it is where a browser cannot seal, and is sent', async () => {
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) })
    const shelf = makeShelf('insecure')
    const outbox = await browser()('a', shelf)
    await outbox.add('note.add', { text: '下周发工资' })
    await sealLeft(shelf.opened)
    vi.unstubAllGlobals()
    const send = vi.fn(accepts)
    await outbox.flush(send, refusalOf)
    expect(send.mock.calls[0]![0][0]!.payload).toEqual({ text: '下周发工资' })
  })
})

test('a file is taken in once, in its order, and not what was received', async () => {
  const outbox = await browser()()
  const received = await outbox.add('task.skip', {})
  await outbox.flush(accepts, refusalOf)
  const other = [2, 1].map((seq) => ({ ...received, op_id: newId(), seq, device_id: 'other' }))
  expect(await outbox.takeIn([...other, received])).toBe(2)
  expect(await outbox.takeIn(other)).toBe(0)
  expect(outbox.rows().map((row) => row.operation.seq)).toEqual([1, 2])
})

test('a tablet that is emptied keeps what is not sent yet, and nothing else', async () => {
  const shelf = makeShelf('emptied')
  const outbox = await browser()('a', shelf)
  await outbox.add('task.skip', {})
  await outbox.flush(accepts, refusalOf)
  await outbox.add('visit.begin', {}, () => ({ key: 'draft', text: 'x' }))
  expect(await shelf.empty()).toBe(1)
  await outbox.load()
  expect([outbox.rows().length, outbox.received().length, outbox.entries.length]).toEqual([1, 0, 0])
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
