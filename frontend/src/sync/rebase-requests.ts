/** What customers asked for here, and how they are reached by what was heard here, laid over what the server told last. */
import type { Operation } from '../outbox/operation'
import { maskAddress, maskMobile } from '../rules/masks'
import type { LaidDoc, Rule } from './rebase'

type Taken = LaidDoc['services'][number]
type Policies = readonly { policy_id: number; policy_no: string }[]

export const REQUEST_RULES: Readonly<Record<string, Rule>> = {
  'request.submit': servicesAfter,
  'request.supplement': servicesAfter,
  'customer.correct': (doc, payload) => CORRECTED.reduce((laid, name) => corrected(laid, name, payload[name]), doc),
}

function servicesAfter(doc: LaidDoc, _payload: unknown, operation: Operation): LaidDoc {
  return { ...doc, services: withDone(doc.services, doc.policies, operation) }
}

/** With what was asked for here, or followed. */
export const withDone = (services: Taken[], policies: Policies, operation: Operation): Taken[] =>
  operation.kind === 'request.supplement' ? supplemented(services, operation) : withAsked(services, policies, operation)

function supplemented(services: Taken[], { payload }: Operation): Taken[] {
  const { request_id, papers } = payload as { request_id: string; papers: Record<string, string[]> }
  const isLess = (one: Taken) => one.request_id === request_id && one.lacks.some(({ code }) => code in papers)
  return services.map((one) => (isLess(one) ? { ...one, lacks: one.lacks.filter(({ code }) => !(code in papers)), unsent: true as const } : one))
}

/** With what was asked for here, until the server's own row is among them. What it is called stands in the rules. */
function withAsked(services: Taken[], policies: Policies, { payload, occurred_at }: Operation): Taken[] {
  const { request_id, item, policy_id } = payload as { request_id: string; item: string; policy_id?: number }
  if (services.some((one) => one.request_id === request_id)) return services
  const asked: Taken = {
    id: request_id,
    // The server gives it one.
    number: 0,
    request_id,
    kind: item,
    zh: item,
    en: item,
    policy_no: policies.find((one) => one.policy_id === policy_id)?.policy_no ?? null,
    opened_at: occurred_at,
    due_on: null,
    state: 'open',
    lacks: [],
    unsent: true,
  }
  return [asked, ...services]
}

const CORRECTED = ['mobile', 'landline', 'address'] as const
type Corrected = (typeof CORRECTED)[number]

/** The new value stands in the place of the server's, which is remembered. */
function corrected(doc: LaidDoc, name: Corrected, said: unknown): LaidDoc {
  const told = doc.corrected?.[name] ?? doc[name]
  if (typeof said !== 'string' || said.trim() === '' || said.trim() === told) return doc
  const value = said.trim()
  const laid = { ...doc, [name]: value, corrected: { ...doc.corrected, [name]: told } }
  if (name === 'mobile') return { ...laid, mobile_masked: maskMobile(value) }
  return name === 'address' ? { ...laid, address_masked: maskAddress(value) } : laid
}
