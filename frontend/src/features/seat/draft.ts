/** What a seat has typed during a call: kept on this device until it is saved, so that nothing typed is lost. */
import type { Outcome } from '../../api/calling'
import type { Call, CallOutcome } from '../../api/desk'
import type { Due } from '../../api/field'
import { newId } from '../../outbox/ids'
import { momentIn } from './days'

export interface Draft {
  /** Made once for a claim: what is saved twice is stored once. */
  callId: string
  begunAt: string
  outcome: CallOutcome | null
  note: string
  /** The policy and the number of the instalment that is promised. */
  due: string
  promisedOn: string
  callbackAt: string
  asksVisit: boolean
  visitReason: NonNullable<Call['visit']>['reason']
  visitNote: string
  wishedOn: string
  wishedPart: 'morning' | 'afternoon' | 'evening' | ''
  asksService: boolean
  serviceItem: string
  serviceNote: string
  suspects: boolean
  signs: string[]
  suspicionNote: string
  link: boolean
  language: NonNullable<Call['language']> | ''
  recording: string
}

export function freshDraft(now = new Date()): Draft {
  return {
    callId: newId(now.getTime()),
    begunAt: now.toISOString(),
    outcome: null,
    note: '',
    due: '',
    promisedOn: '',
    callbackAt: '',
    asksVisit: false,
    visitReason: 'lapse_risk',
    visitNote: '',
    wishedOn: '',
    wishedPart: '',
    asksService: false,
    serviceItem: '',
    serviceNote: '',
    suspects: false,
    signs: [],
    suspicionNote: '',
    link: false,
    language: '',
    recording: '',
  }
}

export const dueKey = (due: Pick<Due, 'policy_id' | 'number'>) => `${due.policy_id}/${due.number}`

export type Lacking = 'outcome' | 'due' | 'promisedOn' | 'callbackAt' | 'serviceItem' | 'signs'

/** What must still be said before the call can be saved. */
export function lackingIn(draft: Draft, outcome: Outcome | undefined): Lacking | null {
  if (outcome === undefined) return 'outcome'
  if (outcome.needs === 'promise' && draft.due === '') return 'due'
  if (outcome.needs === 'promise' && draft.promisedOn === '') return 'promisedOn'
  if (outcome.needs === 'callback_at' && draft.callbackAt === '') return 'callbackAt'
  if (asksService(draft, outcome) && draft.serviceItem === '') return 'serviceItem'
  return draft.suspects && draft.signs.length === 0 ? 'signs' : null
}

export const asksVisit = (draft: Draft, outcome: Outcome | undefined) => draft.asksVisit || outcome?.needs === 'visit'

export const asksService = (draft: Draft, outcome: Outcome | undefined) => draft.asksService || outcome?.needs === 'service'

/** The call as it is sent; only what belongs to its outcome. */
export function callOf(draft: Draft, outcome: Outcome): Call {
  const [policy = '', number = ''] = draft.due.split('/')
  return {
    call_id: draft.callId,
    begun_at: draft.begunAt,
    outcome: outcome.code,
    note: draft.note.trim(),
    promise: outcome.needs === 'promise' ? { policy_id: Number(policy), number: Number(number), promised_on: draft.promisedOn } : null,
    link: draft.link && policy !== '' ? { policy_id: Number(policy), number: Number(number) } : null,
    language: draft.language || null,
    recording: draft.recording.trim(),
    callback_at: outcome.needs === 'callback_at' ? momentIn(draft.callbackAt) : null,
    visit: asksVisit(draft, outcome)
      ? {
          policy_id: policy === '' ? null : Number(policy),
          reason: outcome.needs === 'visit' ? 'wants_visit' : draft.visitReason,
          note: draft.visitNote.trim(),
          wished_on: draft.wishedOn || null,
          wished_part: draft.wishedPart || null,
        }
      : null,
    suspicion: draft.suspects ? { signs: draft.signs, note: draft.suspicionNote.trim() } : null,
    service: asksService(draft, outcome) ? { item: draft.serviceItem, note: draft.serviceNote.trim() } : null,
  }
}
