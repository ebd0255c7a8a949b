/** A visit while it is being written down: kept in the browser at each change, until the server has its receipt. */

export type Step = 'check_in' | 'options' | 'outcome' | 'promise' | 'note' | 'summary'
export type NextStep = 'none' | 'visit_again' | 'seat_call'

export interface Position {
  lon: number
  lat: number
  accuracy_m: number
}

export interface Acknowledged {
  what: 'visit' | 'documents' | 'papers'
  /** As it stood above the line. */
  text: string
  how: 'signed' | 'by_voice' | 'declined'
  /** Why he did not sign. */
  reason?: 'cannot_write' | 'prefers_not' | 'has_doubts'
}

/** Photos by their hashes; the signature is one of them. */
export interface Named {
  all: string[]
  signature?: string | undefined
}

export interface Draft {
  visit_id: string
  customer_id: number
  /** Masked. */
  name: string
  task_id?: string
  step: Step
  /** The operation of the check-in. */
  begun?: string
  policy_id?: number
  number?: number
  outcome?: string
  promised_on?: string
  note: string
  next_step?: NextStep
  next_on?: string
  acknowledged?: Acknowledged | undefined
  /** The operation that completes the visit, once it was saved. */
  saved?: string
  /** Photos that it named: the server may have them, and this device no more, when it is taken back. */
  named?: Named
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

const NOBODY_MET = new Set(['not_home', 'moved', 'wrong_address'])

/** The screens of this visit in their order: a promise only where one was made. */
export function stepsOf(draft: Pick<Draft, 'outcome'>): Step[] {
  const promise: Step[] = draft.outcome === 'promised' ? ['promise'] : []
  return ['check_in', 'options', 'outcome', ...promise, 'note', 'summary']
}

export function stepAfter(draft: Draft, step: Step): Step {
  const steps = stepsOf(draft)
  return steps[steps.indexOf(step) + 1] ?? 'summary'
}

export function wasMet(outcome: string): boolean {
  return !NOBODY_MET.has(outcome)
}

/** The first screen on which something is still to be said; undefined when the visit can be saved. */
export function lacking(draft: Draft): Step | undefined {
  if (!draft.begun) return 'check_in'
  if (!draft.outcome) return 'outcome'
  if (draft.outcome === 'promised' && (!draft.promised_on || draft.policy_id === undefined)) return 'promise'
  if (draft.next_step === 'visit_again' && !draft.next_on) return 'note'
  return undefined
}

/** What its photos are kept under on this device. */
export const photosOfVisit = ({ visit_id }: Pick<Draft, 'visit_id'>): string => `visit/${visit_id}`

/** What was named before and what is here now. */
export const together = (before: Named | undefined, here: Named): Named => ({
  all: [...new Set([...(before?.all ?? []), ...here.all])],
  signature: here.signature ?? before?.signature,
})

/** What is sent when the visit is saved; photos are named by their hashes. */
export function completion(draft: Draft, { all: photos, signature }: Named = { all: [] }): Record<string, unknown> {
  const { visit_id, customer_id, task_id, policy_id, outcome, next_step = 'none', note } = draft
  // One whose signature is not here any more was not made; whoever was not met acknowledges nothing.
  const acknowledged = outcome && wasMet(outcome) && (draft.acknowledged?.how !== 'signed' || signature) ? draft.acknowledged : undefined
  return {
    visit_id,
    customer_id,
    ...(task_id !== undefined && { task_id }),
    ...(policy_id !== undefined && { policy_id }),
    outcome,
    ...(outcome === 'promised' && { promise: { policy_id, number: draft.number, promised_on: draft.promised_on } }),
    next_step,
    ...(next_step === 'visit_again' && { next_on: draft.next_on }),
    ...(note.trim() && { note: note.trim() }),
    ...(photos.length > 0 && { attachments: photos }),
    ...(acknowledged && { acknowledged: { ...acknowledged, ...(acknowledged.how === 'signed' && { signature }) } }),
  }
}

/** Drafts of one account, one for each task or customer. */
export class Drafts {
  private readonly store: Store
  private readonly prefix: string

  constructor(store: Store, account: string) {
    this.store = store
    this.prefix = `gridward.visit.${account}.`
  }

  key = (subject: string): string => this.prefix + subject

  read(subject: string): Draft | undefined {
    const text = this.store.getItem(this.key(subject))
    try {
      return text ? (JSON.parse(text) as Draft) : undefined
    } catch {
      return undefined
    }
  }

  write(subject: string, draft: Draft): void {
    this.store.setItem(this.key(subject), JSON.stringify(draft))
  }

  /** As it would be kept. */
  entry(subject: string, draft: Draft): { key: string; text: string } {
    return { key: this.key(subject), text: JSON.stringify(draft) }
  }

  clear(subject: string): void {
    this.store.removeItem(this.key(subject))
  }

  /** Everything that was begun and not finished, by task or customer. */
  all(): Map<string, Draft> {
    const found = new Map<string, Draft>()
    for (let index = 0; index < this.store.length; index++) {
      const key = this.store.key(index)
      if (!key?.startsWith(this.prefix)) continue
      const subject = key.slice(this.prefix.length)
      const draft = this.read(subject)
      if (draft) found.set(subject, draft)
    }
    return found
  }
}

/** Begun, and not saved. */
export const isOpen = (draft: Draft | undefined): boolean => draft?.begun !== undefined && draft.saved === undefined

export const ofTask = (task: string) => `task:${task}`
export const ofCustomer = (customer: number) => `customer:${customer}`
