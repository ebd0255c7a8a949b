import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { CustomerDoc } from '../src/db/shapes'
import { rebased } from '../src/sync/rebase'
import { docOf, DONE_AT as AT, openTask, operation, unsentOnly } from './field-server'

interface Golden {
  name: string
  kind: string
  payload: Record<string, unknown>
  closes: string[]
  contact?: object
  promise?: object
  replaces?: string[]
  request?: string
  consents?: Record<string, boolean>
  note?: string
}

const GOLDEN = JSON.parse(readFileSync('../tests/golden/rebase.json', 'utf8')) as Golden[]
const REQUEST = { id: 'asked', state: 'pending' } as CustomerDoc['requests'][number]

const KINDS = { first: 'first_contact', renewal: 'renewal_visit', flagged: 'flagged_visit' }
const DOC: CustomerDoc = {
  ...docOf(1),
  open: Object.entries(KINDS).map(([id, kind]) => openTask(id, kind, id === 'flagged' ? { request: REQUEST } : {})),
  tasks: Object.entries(KINDS).map(([task_id, kind]) => ({ task_id, kind, stage: 'renewal', workplace: 'field', due_on: '2026-03-01', why: [] })),
  requests: [REQUEST],
  dues: [{ policy_id: 7, policy_no: 'P7', number: 3, amount: '3600.00' } as CustomerDoc['dues'][number]],
  promises: [{ id: 'earlier', policy_id: 7, number: 3, state: 'open' } as CustomerDoc['promises'][number]],
  contacts: [{ at: '2026-02-01T08:00:00Z', department: 'claims', channel: 'call', direction: null, result: null, purpose: null, ours: false, by: null, acknowledged: null }],
  consents: ['marketing', 'profiling'].map((purpose) => ({ purpose, given: true, how: 'phone', at: AT }) as CustomerDoc['consents'][number]),
}

test.each(GOLDEN)('$name', ({ kind, payload, closes, contact, promise, replaces = [], request, consents, note }) => {
  const before = structuredClone(DOC)
  const laid = rebased(DOC, unsentOnly([operation(kind, payload)]))
  expect(DOC).toEqual(before)
  expect(laid.open.filter((task) => task.unsent).map((task) => task.task_id)).toEqual(closes)
  expect(laid.tasks.map((task) => task.task_id)).toEqual(Object.keys(KINDS).filter((id) => !closes.includes(id)))
  expect(laid.contacts.slice(0, -1)).toEqual(contact ? [expect.objectContaining({ ...contact, at: AT, ours: true, unsent: true })] : [])
  expect(laid.promises.filter((one) => one.unsent)).toEqual(promise ? [expect.objectContaining(promise)] : [])
  expect(laid.promises.filter((one) => one.state === 'replaced').map((one) => one.id)).toEqual(replaces)
  expect(laid.notes.map((one) => one.text)).toEqual(note ? [note] : [])
  expect(laid.requests[0]!.state).toBe(request ?? 'pending')
  expect(Object.fromEntries(laid.consents.map((one) => [one.purpose, one.given]))).toEqual(consents ?? { marketing: true, profiling: true })
})

test('what was done later lies over what was done before', () => {
  const say = (given: boolean) => operation('consent.record', { customer_id: 1, purpose: 'marketing', given, how: 'phone' })
  expect(rebased(DOC, unsentOnly([say(false), say(true)])).consents.find((one) => one.purpose === 'marketing')).toMatchObject({ given: true, unsent: true })
})

test('what is taken back was not done, and what is corrected was done so', () => {
  const visit = { ...operation('visit.complete', { customer_id: 1, task_id: 'renewal', outcome: 'informed' }), op_id: 'visit' }
  const undo = operation('operation.undo', { customer_id: 1, target: 'visit' })
  expect(rebased(DOC, unsentOnly([visit, undo]))).toEqual(DOC)
  const correct = operation('operation.correct', { customer_id: 1, target: 'visit', kind: 'visit.complete', payload: { ...visit.payload, outcome: 'not_home' } })
  const laid = rebased(DOC, unsentOnly([visit, correct]))
  expect(laid.open.filter((task) => task.unsent).map((task) => task.task_id)).toEqual(['renewal'])
  expect(laid.contacts[0]).toMatchObject({ result: 'not_home', at: visit.occurred_at })
})

test('what the server has taken, and has not shown here yet, stands there without a mark; its task is gone', () => {
  const visit = operation('visit.complete', { customer_id: 1, task_id: 'renewal', outcome: 'informed' })
  const call = operation('contact.log', { customer_id: 1, channel: 'call', result: 'no_answer' })
  const laid = rebased(DOC, { sent: [visit], unsent: [call] })
  expect(laid.open.map((task) => [task.task_id, task.unsent])).toEqual([['flagged', undefined]])
  expect(laid.contacts.slice(0, 2).map(({ channel, unsent }) => [channel, unsent])).toEqual([
    ['call', true],
    ['visit', undefined],
  ])
})

test('what was sent is taken back by what waits', () => {
  const visit = { ...operation('visit.complete', { customer_id: 1, task_id: 'renewal', outcome: 'informed' }), op_id: 'visit' }
  const undo = operation('operation.undo', { customer_id: 1, target: 'visit' })
  expect(rebased(DOC, { sent: [visit], unsent: [undo] })).toEqual(DOC)
})

const asked = (request_id: string) => operation('request.submit', { request_id, customer_id: 1, item: 'benefit', policy_id: 7 })

test('what he asked for is in the list until the server has a row of its own, and never twice', () => {
  const doc = { ...DOC, policies: [{ policy_id: 7, policy_no: 'P7' } as CustomerDoc['policies'][number]] }
  const waits = asked('a')
  const [shown] = rebased(doc, unsentOnly([waits])).services
  expect(shown).toMatchObject({ request_id: 'a', kind: 'benefit', policy_no: 'P7', state: 'open', unsent: true })
  expect(rebased(doc, { unsent: [], sent: [waits] }).services).toMatchObject([{ request_id: 'a', unsent: undefined }])
  // The answer was lost: the server's row is here, and what was sent still waits.
  const row = { ...shown!, id: 'row', number: 12, unsent: undefined }
  expect(rebased({ ...doc, services: [row] }, unsentOnly([waits, asked('b')])).services.map((one) => [one.request_id, one.number])).toEqual([
    ['b', 0],
    ['a', 12],
  ])
  expect(rebased(doc, unsentOnly([waits, operation('operation.undo', { customer_id: 1, target: waits.op_id })])).services).toEqual([])
})

test('what a request lacked is lacked no more once its papers wait here', () => {
  const row = { request_id: 'a', lacks: ['holder_id', 'bank_card'].map((code) => ({ code, zh: code, en: code })) } as CustomerDoc['services'][number]
  const follows = operation('request.supplement', { request_id: 'a', customer_id: 1, attachments: ['x'], papers: { bank_card: ['x'] } })
  const doc = { ...DOC, services: [row] }
  expect(rebased(doc, unsentOnly([follows])).services).toMatchObject([{ lacks: [{ code: 'holder_id' }], unsent: true }])
  // The server's own row says so already.
  const told = { ...doc, services: [{ ...row, lacks: row.lacks.slice(0, 1) }] }
  expect(rebased(told, unsentOnly([follows])).services).toEqual(told.services)
})

test('what was corrected here stands over each row that comes, and the server is told what it had said', () => {
  const correct = (values: object) => operation('customer.correct', { request_id: 'c', customer_id: 1, ...values, seen: {} })
  const both = unsentOnly([correct({ mobile: '13900000009' }), correct({ mobile: '13700000007', address: '二街三弄十五号 2 室' })])
  const laid = rebased(DOC, both)
  expect(laid).toMatchObject({ mobile: '13700000007', mobile_masked: '137****0007', address_masked: '二街三弄十五****' })
  expect(laid.corrected).toEqual({ mobile: DOC.mobile, address: DOC.address })
  const fresh = { ...DOC, mobile: '13600000006', mobile_masked: '136****0006', landline: '021-1' }
  expect(rebased(fresh, both)).toMatchObject({ mobile: '13700000007', landline: '021-1', corrected: { mobile: '13600000006' } })
  // Somebody else has heard the same: there is nothing to mark.
  const same = rebased({ ...DOC, mobile: '13900000009' }, unsentOnly([correct({ mobile: '13900000009' })]))
  expect(same.corrected).toBeUndefined()
})
