import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { CustomerDoc } from '../src/db/shapes'
import { rebased } from '../src/sync/rebase'
import { careOf } from '../src/sync/standing'
import { docOf, operation, unsentOnly } from './field-server'

const { rules } = JSON.parse(readFileSync(new URL('../../tests/golden/journey.json', import.meta.url), 'utf8'))
const DAY = '2026-03-02'
const CARE: NonNullable<CustomerDoc['care']> = {
  state: 'allotted',
  stage: 'connect',
  opened_on: '2026-02-01',
  notified_at: null,
  wave_on: null,
  first_contact_at: null,
  next_stage: 'policy_service',
  missing: [{ code: 'no_first_contact', params: {} }],
  facts: {},
  open_complaints: 0,
}
const DOC: CustomerDoc = { ...docOf(1), care: CARE, dues: [], requests: [], consents: [] }
const call = (result: string) => operation('contact.log', { customer_id: 1, channel: 'call', result })

test('what the server told stays as it is where nothing was done since', () => {
  expect(careOf(DOC, rules, DAY)).toEqual(CARE)
  expect(careOf(rebased(DOC, unsentOnly([call('no_answer')])), rules, DAY)).toEqual(CARE)
})

test('a first contact that is not sent yet opens the gate that it opens on the server, and is marked', () => {
  const care = careOf(rebased(DOC, unsentOnly([call('reached')])), rules, DAY)!
  expect(care).toMatchObject({ stage: 'policy_service', next_stage: 'activities', unsent: true })
  expect(care.missing.map(({ code }) => code)).toEqual(['details_unconfirmed'])
})

test('a premium that fell due meanwhile closes what is ahead', () => {
  const due = { policy_no: 'P7', due_on: DAY, unpaid_amount: '3600.00', failure: null } as CustomerDoc['dues'][number]
  const care = { ...CARE, first_contact_at: '2026-02-10T02:00:00Z', stage: 'renewal', next_stage: 'policy_service', missing: [] }
  expect(careOf({ ...DOC, care, dues: [due] }, rules, '2026-03-05')).toMatchObject({
    stage: 'renewal',
    missing: [{ code: 'due_unpaid', params: { policy_no: 'P7', days: 3, amount: '3600.00' } }],
    unsent: true,
  })
})

test('an answer to an event counts among what was done', () => {
  const care = { ...CARE, first_contact_at: '2026-02-10T02:00:00Z', stage: 'activities', next_stage: 'recommendation', missing: [] }
  const laid = rebased({ ...DOC, care }, unsentOnly([operation('event.answer', { customer_id: 1, event_id: 'e', answer: 'declined' })]))
  expect(careOf(laid, rules, DAY)!.missing.map(({ code }) => code)).toEqual(['no_marketing_consent'])
})

test('without rules nothing is worked out', () => {
  expect(careOf(rebased(DOC, unsentOnly([call('reached')])), undefined, DAY)).toMatchObject({ stage: 'connect' })
})
