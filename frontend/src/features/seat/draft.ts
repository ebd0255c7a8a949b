/** What a seat has typed during a call: kept in this tab until it is saved, so that nothing typed is lost. */
import { useState } from 'react'
import type { Call, CallOutcome } from '../../api/desk'
import type { Due } from '../../api/field'
import { newId } from '../../outbox/ids'

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
  link: boolean
  language: NonNullable<Call['language']> | ''
  recording: string
}

const keyOf = (claim: string) => `gridward.call.${claim}`

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
    link: false,
    language: '',
    recording: '',
  }
}

export function useDraft(claim: string) {
  const [draft, setDraft] = useState(() => {
    const first = { ...freshDraft(), ...kept(claim) }
    sessionStorage.setItem(keyOf(claim), JSON.stringify(first))
    return first
  })
  const change = (changes: Partial<Draft>) =>
    setDraft((before) => {
      const after = { ...before, ...changes }
      sessionStorage.setItem(keyOf(claim), JSON.stringify(after))
      return after
    })
  return { draft, change, forget: () => sessionStorage.removeItem(keyOf(claim)) }
}

function kept(claim: string): Partial<Draft> {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(claim)) ?? '{}') as Partial<Draft>
  } catch {
    return {}
  }
}

export const dueKey = (due: Pick<Due, 'policy_id' | 'number'>) => `${due.policy_id}/${due.number}`

export type Lacking = 'outcome' | 'due' | 'promisedOn' | 'callbackAt'

/** What must still be said before the call can be saved. */
export function lackingIn(draft: Draft): Lacking | null {
  if (draft.outcome === null) return 'outcome'
  if (draft.outcome === 'promised' && draft.due === '') return 'due'
  if (draft.outcome === 'promised' && draft.promisedOn === '') return 'promisedOn'
  return draft.outcome === 'call_back' && draft.callbackAt === '' ? 'callbackAt' : null
}

export const asksVisit = (draft: Draft) => draft.asksVisit || draft.outcome === 'wants_visit'

/** The call as it is sent; only what belongs to its outcome. */
export function callOf(draft: Draft, outcome: CallOutcome): Call {
  const [policy = '', number = ''] = draft.due.split('/')
  return {
    call_id: draft.callId,
    begun_at: draft.begunAt,
    outcome,
    note: draft.note.trim(),
    promise: outcome === 'promised' ? { policy_id: Number(policy), number: Number(number), promised_on: draft.promisedOn } : null,
    link: draft.link && policy !== '' ? { policy_id: Number(policy), number: Number(number) } : null,
    language: draft.language || null,
    recording: draft.recording.trim(),
    callback_at: outcome === 'call_back' ? new Date(draft.callbackAt).toISOString() : null,
    visit: asksVisit(draft)
      ? {
          policy_id: policy === '' ? null : Number(policy),
          reason: outcome === 'wants_visit' ? 'wants_visit' : draft.visitReason,
          note: draft.visitNote.trim(),
          wished_on: draft.wishedOn || null,
          wished_part: draft.wishedPart || null,
        }
      : null,
  }
}
