import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { Cache } from '../src/db/cache'
import { CellStore } from '../src/db/cells'
import { Opened } from '../src/db/open'
import type { Message, MessageChanges } from '../src/db/shapes'
import type { Operation } from '../src/outbox/operation'
import { followMessages, isUnread, keptMessages, laidOver } from '../src/sync/messages'

const message = (id: string, seq: number, more: Partial<Message> = {}): Message => ({
  message_id: id, seq, origin: 'supervisor', sender: '张主管', customer_id: null, customer_name: null, text: `第 ${seq} 条`, code: null, params: {},
  sent_at: `2026-03-02T08:0${seq}:00Z`, withdrawn_at: null, read_at: null, reply: null, replied_at: null, ...more,
})
const operation = (kind: string, payload: Record<string, unknown>): Operation => ({
  op_id: crypto.randomUUID(), kind, protocol: 1, seq: 1, device_id: null, occurred_at: '2026-03-02T09:00:00Z', payload,
})

/** One page holds two. */
function answering(all: () => Message[], counter: () => number) {
  return (since: number): Promise<MessageChanges> => {
    const anew = since === 0 || since > counter()
    const rows = all().filter((one) => one.seq > (anew ? 0 : since)).toSorted((a, b) => a.seq - b.seq)
    const more = rows.length > 2
    return Promise.resolve({ cursor: more ? rows[1]!.seq : counter(), more, anew, items: rows.slice(0, 2) })
  }
}

test('messages are followed page by page, kept sealed, and dropped with a database that knows less', async () => {
  const cache = new Opened(() => new Cache('messages'))
  const store = new CellStore(cache, 'anna')
  await store.contact()
  let all = [message('a', 1), message('b', 2), message('c', 3)]
  let counter = 3
  const ask = answering(() => all, () => counter)
  await followMessages(ask, store)
  all = [all[0]!, message('b', 4, { text: null, withdrawn_at: '2026-03-02T10:00:00Z' }), all[2]!]
  counter = 4
  await followMessages(ask, store)
  expect((await keptMessages(store))?.map((one) => [one.message_id, one.text])).toEqual([['a', '第 1 条'], ['c', '第 3 条'], ['b', null]])
  const [row] = await cache.use((db) => db.answers.toArray())
  expect(new TextDecoder().decode(row!.data)).not.toContain('message_id')
  ;[all, counter] = [[message('a', 1)], 1]
  await followMessages(ask, store)
  expect((await keptMessages(store))?.map((one) => one.message_id)).toEqual(['a'])
  await store.forget()
  expect(await keptMessages(store)).toBeUndefined()
  cache.close()
})

test('what was read and answered here shows before the server says so', () => {
  const operations = [operation('message.read', { message_id: 'a' }), operation('message.reply', { message_id: 'b', text: '好' }), operation('visit.begin', { message_id: 'c' })]
  const shown = laidOver([message('a', 1), message('b', 2), message('c', 3)], operations)
  expect(shown.map((one) => [one.message_id, isUnread(one), one.reply, one.unsent])).toEqual([
    ['c', true, null, undefined],
    ['b', false, '好', true],
    ['a', false, null, undefined],
  ])
})
