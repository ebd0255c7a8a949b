/** What customers acknowledge on visits, in words. */
import { t } from '@lingui/core/macro'
import type { Schemas } from '../api/client'

type Acknowledged = Schemas['AcknowledgedOut']

export const ACKNOWLEDGED_WHAT: Record<Acknowledged['what'], () => string> = {
  visit: () => t`见过面`,
  documents: () => t`交来了材料`,
  papers: () => t`收到了材料`,
}

export const ACKNOWLEDGED_HOW: Record<Acknowledged['how'], () => string> = {
  signed: () => t`客户已签名`,
  by_voice: () => t`客户口头确认`,
  declined: () => t`客户没有签名`,
}

export const UNSIGNED_REASON: Record<NonNullable<Acknowledged['reason']>, () => string> = {
  cannot_write: () => t`不便书写`,
  prefers_not: () => t`不愿签名`,
  has_doubts: () => t`对内容有疑问`,
}

/** What was acknowledged, how, and why not by a signature. */
export function acknowledgedText({ what, how, reason }: Acknowledged): string {
  return [ACKNOWLEDGED_HOW[how](), ACKNOWLEDGED_WHAT[what](), reason && UNSIGNED_REASON[reason]()].filter(Boolean).join(' · ')
}
