/**
 * What was done here and is not confirmed, laid over what the server told last. It is provisional: shown with its mark, never written
 * into the copy, and gone as soon as the server's own rows say the same.
 */
import type { Story, Unsent } from '../api/field'
import type { CustomerDoc, OpenItem } from '../db/shapes'
import { policyDay } from '../rules/days'
import type { Operation } from '../outbox/operation'
import { standing } from '../outbox/taken-back'
import { APPOINTMENT_RULES, settled } from './rebase-appointments'
import { REQUEST_RULES } from './rebase-requests'

type Marked = 'contacts' | 'promises' | 'consents' | 'notes' | 'care' | 'appointments' | 'steps' | 'services'

export type LaidDoc = Omit<CustomerDoc, Marked | 'open'> &
  Pick<Story, Marked | 'corrected'> & {
    /** `unsent`: what closes it was done here. */
    open: (OpenItem & Unsent)[]
  }

type Payload = Record<string, unknown>
type Acknowledged = NonNullable<Story['contacts'][number]['acknowledged']>
export type Rule = (doc: LaidDoc, payload: Payload, operation: Operation) => LaidDoc

/** Outcomes after which he was not met: they close their task, but are no first contact. */
const NOT_MET = new Set(['not_home', 'moved', 'wrong_address'])
const SPOKEN_TO = new Set(['promised', 'paid_already', 'reached', 'refused', 'wants_surrender', 'wants_visit', 'service_requested', 'do_not_call'])
/** A visit that a seat asked for is done by a visit or given back, an appointment is kept, moved or cancelled. */
const OF_THEIR_OWN = new Set(['flagged_visit', 'appointment'])

/** Done by whatever contact there was: the first one, and an occasion whose day has come. */
const asksForContact = (task: OpenItem, { occurred_at }: Operation) =>
  task.kind === 'first_contact' || (task.kind === 'occasion' && (task.starts_on ?? '') <= policyDay(occurred_at))

const RULES: Readonly<Record<string, Rule>> = {
  ...APPOINTMENT_RULES,
  ...REQUEST_RULES,
  'visit.complete': (doc, payload, operation) => {
    const isMet = !NOT_MET.has(String(payload['outcome']))
    // An appointment's own is done with the appointment.
    const closed = closing(doc, (task) => (task.task_id === payload['task_id'] && task.kind !== 'appointment') || (isMet && asksForContact(task, operation)))
    const met = settled(closed, 'visit', isMet, operation)
    return promising(contacted(met, 'visit', payload['outcome'], operation, isMet), payload['promise'], operation)
  },
  'contact.log': (doc, payload, operation) => {
    const isSpokenTo = SPOKEN_TO.has(String(payload['result']))
    const closes = (task: OpenItem) => (task.task_id === payload['task_id'] && !OF_THEIR_OWN.has(task.kind)) || asksForContact(task, operation)
    const closed = closing(doc, (task) => isSpokenTo && closes(task))
    const channel = String(payload['channel'])
    return contacted(settled(closed, channel, isSpokenTo, operation), channel, payload['result'], operation, isSpokenTo)
  },
  'promise.record': promising,
  'note.add': (doc, payload, operation) => ({
    ...doc,
    notes: [{ id: String(payload['note_id']), at: operation.occurred_at, text: String(payload['text']), by: null, unsent: true as const }, ...doc.notes],
  }),
  'task.skip': (doc, payload) => closing(doc, (task) => task.task_id === payload['task_id'] && !OF_THEIR_OWN.has(task.kind)),
  'request.return': (doc, payload) => closing(doc, (task) => task.request?.id === payload['request_id']),
  'request.accept': (doc, payload, operation) => {
    const accepted = <R extends CustomerDoc['requests'][number]>(request: R): R =>
      request.id === payload['request_id'] ? { ...request, state: 'accepted', answered_at: operation.occurred_at } : request
    const open = doc.open.map((task) => ({ ...task, request: task.request && accepted(task.request) }))
    return { ...doc, open, requests: doc.requests.map(accepted) }
  },
  'event.answer': (doc, _payload, { occurred_at }) => ({
    ...doc,
    care: doc.care && { ...doc.care, facts: { ...doc.care.facts, event_answered: policyDay(occurred_at) } },
  }),
  'consent.record': (doc, payload, operation) => {
    const { purpose, given, how } = payload as unknown as CustomerDoc['consents'][number]
    const others = doc.consents.filter((one) => one.purpose !== purpose)
    return { ...doc, consents: [...others, { purpose, given, how, at: operation.occurred_at, unsent: true as const }] }
  },
}

/** Whether an operation says something of him. Those about a request do not name their customer. */
export function isAbout(doc: Pick<CustomerDoc, 'customer_id' | 'requests' | 'open'>, { payload }: Operation): boolean {
  if (payload['customer_id'] !== undefined) return payload['customer_id'] === doc.customer_id
  const request = payload['request_id']
  return request !== undefined && (doc.requests.some((one) => one.id === request) || doc.open.some((task) => task.request?.id === request))
}

/** What was done here: what waits, and what the server has taken but has not shown to this device yet. */
export interface Done {
  unsent: Operation[]
  sent: Operation[]
}

/** In the order in which they were done. What the server has taken is marked no more. */
export function rebased(doc: CustomerDoc, { unsent, sent }: Done): LaidDoc {
  const about = [...sent, ...unsent].filter((one) => isAbout(doc, one))
  if (about.length === 0) return doc
  const taken = new Set(sent.map((one) => one.op_id))
  const left = standing(about)
  const told = lay(doc, left.filter((one) => taken.has(one.op_id)))
  return lay(unmarked(told), left.filter((one) => !taken.has(one.op_id)))
}

const lay = (doc: LaidDoc, operations: Operation[]): LaidDoc => operations.reduce<LaidDoc>((laid, one) => RULES[one.kind]?.(laid, one.payload, one) ?? laid, doc)

function unmarked(doc: LaidDoc): LaidDoc {
  const plain = <R extends Unsent>(rows: R[]): R[] => rows.map((row) => ({ ...row, unsent: undefined }))
  return {
    ...doc,
    open: doc.open.filter((task) => !task.unsent),
    contacts: plain(doc.contacts),
    promises: plain(doc.promises),
    consents: plain(doc.consents),
    notes: plain(doc.notes),
    appointments: plain(doc.appointments),
    steps: plain(doc.steps),
    services: plain(doc.services),
  }
}

function closing(doc: LaidDoc, closes: (task: OpenItem) => boolean): LaidDoc {
  const closed = new Set(doc.open.filter(closes).map((task) => task.task_id))
  if (closed.size === 0) return doc
  return {
    ...doc,
    open: doc.open.map((task) => (closed.has(task.task_id) ? { ...task, unsent: true } : task)),
    tasks: doc.tasks.filter((task) => !closed.has(task.task_id)),
  }
}

function contacted(doc: LaidDoc, channel: string, result: unknown, { occurred_at: at, payload }: Operation, isSpokenTo: boolean): LaidDoc {
  const { what, how, reason = null } = (payload['acknowledged'] ?? {}) as Partial<Acknowledged>
  const acknowledged = what && how ? { what, how, reason } : null
  const contact = { at, department: 'service', channel, direction: null, result: String(result), purpose: 'service', ours: true, by: null, acknowledged, unsent: true as const }
  const care = doc.care && isSpokenTo ? { ...doc.care, first_contact_at: doc.care.first_contact_at ?? at } : doc.care
  return { ...doc, care, contacts: [contact, ...doc.contacts] }
}

function promising(doc: LaidDoc, said: unknown, operation: Operation): LaidDoc {
  const made = said as { policy_id: number; number: number; promised_on: string } | undefined
  const due = doc.dues.find((one) => one.policy_id === made?.policy_id)
  if (!made || !due) return doc
  const replaced = doc.promises.map((one) => (one.policy_id === made.policy_id && one.number === made.number && one.state === 'open' ? { ...one, state: 'replaced' } : one))
  const promise = {
    id: operation.op_id,
    policy_id: made.policy_id,
    policy_no: due.policy_no,
    number: made.number,
    amount: due.amount,
    promised_on: made.promised_on,
    made_at: operation.occurred_at,
    source: 'field',
    state: 'open',
    unsent: true as const,
  }
  return { ...doc, promises: [promise, ...replaced] }
}
