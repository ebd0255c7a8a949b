/** A request while it is being taken down: kept in the browser at each change, until the server has its receipt. */
import type { Story } from '../../api/field'
import { needsOf, type Need, type Said, type ServiceRules } from '../../rules/needs'

/** Which photos show what, by their hashes. */
export interface Shown {
  /** By the code of the need. */
  papers: Record<string, string[]>
  others: string[]
}

export interface RequestDraft {
  request_id: string
  item?: string | undefined
  policy_id?: number | undefined
  /** What was said to the needs, by their codes. */
  values: Record<string, string>
  note: string
  /** The operation that sent it. */
  sent?: string | undefined
  /** What that named: some of it may be on its way when something has to be mended. */
  named?: Shown
}

export const emptyDraft = (request_id: string): RequestDraft => ({ request_id, values: {}, note: '' })

/** What its photos are kept under on this device; of a paper, by the need's code. */
export const photosOf = ({ request_id }: Pick<RequestDraft, 'request_id'>, need?: string): string => `request/${request_id}${need === undefined ? '' : `/${need}`}`

export const isBegun = (draft: RequestDraft | undefined): boolean => draft?.item !== undefined && draft.sent === undefined

export const papersOf = (needs: Need[]): Need[] => needs.filter(({ kind }) => kind === 'paper')

type Policies = Story['policies']

/** Those that what he asks for can be about. */
export function policiesFor(rules: ServiceRules, item: string | undefined, policies: Policies): Policies {
  const mayHaveEnded = rules.item.find(({ code }) => code === item)?.ended ?? false
  return mayHaveEnded ? policies : policies.filter(({ standing }) => standing !== 'ended')
}

/** The policy that it is about: where there is only one, that. */
export function policyOf(draft: RequestDraft, policies: Policies): number | undefined {
  const chosen = policies.find(({ policy_id }) => policy_id === draft.policy_id) ?? (policies.length === 1 ? policies[0] : undefined)
  return chosen?.policy_id
}

/** `papers`: the needs of which there are photos. */
export const saidIn = (draft: RequestDraft, policy: number | undefined, papers: string[]): Said => ({
  has_policy: policy !== undefined,
  note: draft.note,
  values: draft.values,
  papers,
})

/** What is sent: only what the chosen item asks for. */
export function payloadOf(rules: ServiceRules, customer_id: number, draft: RequestDraft, policy: number | undefined, { papers, others }: Shown): Record<string, unknown> {
  const needs = needsOf(rules, draft.item ?? '')
  const values = Object.fromEntries(needs.flatMap(({ code }) => (draft.values[code]?.trim() ? [[code, draft.values[code].trim()]] : [])))
  const named = Object.fromEntries(papersOf(needs).flatMap(({ code }) => (papers[code]?.length ? [[code, papers[code]]] : [])))
  const attachments = [...new Set([...Object.values(named).flat(), ...others])]
  return {
    request_id: draft.request_id,
    customer_id,
    item: draft.item,
    ...(needs.some(({ kind }) => kind === 'policy') && policy !== undefined && { policy_id: policy }),
    values,
    ...(draft.note.trim() && { note: draft.note.trim() }),
    attachments,
    papers: named,
  }
}

/** What was named before and what is here now. */
export function together(one: Shown | undefined, other: Shown): Shown {
  if (!one) return other
  const codes = [...new Set([...Object.keys(one.papers), ...Object.keys(other.papers)])]
  const both = (a: string[] = [], b: string[] = []) => [...new Set([...a, ...b])]
  return { papers: Object.fromEntries(codes.map((code) => [code, both(one.papers[code], other.papers[code])])), others: both(one.others, other.others) }
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Drafts of one account, one for each customer. */
export class RequestDrafts {
  private readonly store: Store
  private readonly prefix: string

  constructor(store: Store, account: string) {
    this.store = store
    this.prefix = `gridward.request.${account}.`
  }

  key = (customer: number): string => this.prefix + customer

  read(customer: number): RequestDraft | undefined {
    const text = this.store.getItem(this.key(customer))
    try {
      return text ? (JSON.parse(text) as RequestDraft) : undefined
    } catch {
      return undefined
    }
  }

  write(customer: number, draft: RequestDraft): void {
    const { key, text } = this.entry(customer, draft)
    this.store.setItem(key, text)
  }

  /** As it would be kept. */
  entry(customer: number, draft: RequestDraft): { key: string; text: string } {
    return { key: this.key(customer), text: JSON.stringify(draft) }
  }

  clear(customer: number): void {
    this.store.removeItem(this.key(customer))
  }
}
