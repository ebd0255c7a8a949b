/** What a seat types during a call that came: kept until it is saved, as that of a call that was made. */
import type { InboundCall, Outcome } from '../../api/calling'
import { callOf, freshDraft, type Draft } from '../seat/draft'

export interface InboundDraft extends Draft {
  purpose: string
  /** From which somebody calls. */
  number: string
}

export const DRAFT = 'inbound'

export const freshInbound = (): InboundDraft => ({ ...freshDraft(), purpose: '', number: '' })

export const inboundOf = (draft: InboundDraft, outcome: Outcome, customer: number | null): InboundCall => ({
  ...callOf(draft, outcome),
  customer_id: customer,
  purpose: draft.purpose,
  number: customer === null ? draft.number.trim() : '',
})
