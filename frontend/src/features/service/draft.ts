/** A change of contact details while it is being written down: kept on this device until the customer has confirmed it. */
import type { ServiceStep } from '../../address/field'
import type { ServiceIn, ServiceRequest } from '../../api/service'

export const DETAILS = ['mobile', 'landline', 'address', 'postcode'] as const
export type DetailName = (typeof DETAILS)[number]

export interface ServiceDraft extends Record<DetailName, string> {
  request_id: string
  /** Everything was found right. */
  all_right: boolean
  /** What the server has of it, once it was sent. */
  sent?: string | undefined
}

export function emptyDraft(id: string): ServiceDraft {
  return { request_id: id, all_right: false, mobile: '', landline: '', address: '', postcode: '', sent: undefined }
}

/** The draft for a request that takes the place of one that ended: what was typed stands, unless he wants none of it. */
export function anewAfter(ended: Pick<ServiceRequest, 'reason'> | undefined, draft: ServiceDraft, id: string): ServiceDraft {
  if (ended?.reason === 'by_customer') return emptyDraft(id)
  return { ...emptyDraft(id), ...Object.fromEntries(DETAILS.map((name) => [name, draft[name]])) }
}

/** What is sent: only what was typed. */
export function contentOf(draft: ServiceDraft): Omit<ServiceIn, 'request_id'> {
  if (draft.all_right) return { all_right: true }
  const typed = DETAILS.map((name) => [name, draft[name].trim()] as const).filter(([, value]) => value !== '')
  return { all_right: false, ...Object.fromEntries(typed) }
}

/** The draft as it is sent now: what was changed after it had been sent is another request. */
export function readyToSend(draft: ServiceDraft, newId: () => string): ServiceDraft {
  const content = JSON.stringify(contentOf(draft))
  const isOther = draft.sent !== undefined && draft.sent !== content
  return { ...draft, request_id: isOther ? newId() : draft.request_id, sent: content }
}

export function isEmpty(draft: ServiceDraft): boolean {
  return DETAILS.every((name) => draft[name].trim() === '')
}

export function stepsOf(draft: Pick<ServiceDraft, 'all_right'>): ServiceStep[] {
  return draft.all_right ? ['on_file', 'code', 'done'] : ['on_file', 'form', 'code', 'done']
}
