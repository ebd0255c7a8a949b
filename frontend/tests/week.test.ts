import { expect, test } from 'vitest'
import type { Operation } from '../src/outbox/operation'
import { addedBy, mondayOf, weekOn } from '../src/sync/week'
import { weekFrom } from './field-server'

const operation = (kind: string, occurred_at: string, payload: Record<string, unknown> = {}): Operation => ({
  op_id: crypto.randomUUID(), kind, protocol: 1, seq: 1, device_id: null, occurred_at, payload,
})

test('what is not confirmed is counted by the day in Shanghai, and not where it was taken back here', () => {
  const late = operation('visit.complete', '2026-03-02T16:30:00Z', { promise: { number: 1 } })
  const wrong = operation('contact.log', '2026-03-02T02:00:00Z')
  const operations = [late, wrong, operation('contact.log', '2026-03-02T03:00:00Z'), operation('operation.undo', '2026-03-02T04:00:00Z', { target: wrong.op_id }), operation('note.add', '2026-03-02T05:00:00Z')]
  const added = addedBy(operations)
  expect(added.get('2026-03-02')).toEqual({ visits: 0, calls: 1, promises: 0 })
  expect(added.get('2026-03-03')).toEqual({ visits: 1, calls: 0, promises: 1 })
})

test('a week begins on Monday, and a new one is empty until the server says more', () => {
  expect(['2026-03-01', '2026-03-02', '2026-03-08'].map(mondayOf)).toEqual(['2026-02-23', '2026-03-02', '2026-03-02'])
  const kept = { ...weekFrom('2026-03-02'), waiting: 2 }
  expect(weekOn(kept, '2026-03-08')).toBe(kept)
  const next = weekOn(kept, '2026-03-09')
  expect([next.monday, next.days.at(-1)?.day, next.waiting, next.targets.contacts]).toEqual(['2026-03-09', '2026-03-15', 0, 75])
})
