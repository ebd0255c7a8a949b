/** The words of policy service. */
import { t } from '@lingui/core/macro'
import type { ServiceRequest } from '../api/service'

export type Detail = 'mobile' | 'landline' | 'address' | 'postcode'

const DETAILS: Record<Detail, () => string> = {
  mobile: () => t`手机`,
  landline: () => t`固定电话`,
  address: () => t`地址`,
  postcode: () => t`邮编`,
}

export const detailWord = (key: string): string => (key in DETAILS ? DETAILS[key as Detail]() : key)

export function serviceKindWord(kind: ServiceRequest['kind']): string {
  return kind === 'details_right' ? t`核对联系方式` : t`变更联系方式`
}

export function serviceStateWord(request: Pick<ServiceRequest, 'kind' | 'state'>): string {
  // Where nothing changes there is nothing to take effect.
  if (request.kind === 'details_right' && request.state === 'executed') return t`已核对`
  const words: Record<ServiceRequest['state'], string> = {
    needs_customer: t`待客户补件`,
    in_review: t`审核中`,
    executed: t`已生效`,
    declined: t`不予受理`,
    withdrawn: t`已撤销`,
  }
  return words[request.state]
}

/** What the state means here: whom it waits for, or why it ended. */
export function serviceStateText(request: Pick<ServiceRequest, 'kind' | 'state' | 'reason'>): string {
  if (request.reason !== null) {
    const reasons: Record<NonNullable<ServiceRequest['reason']>, string> = {
      expired: t`客户没有在时限内确认`,
      wrong_codes: t`验证码错误次数过多`,
      superseded: t`核心系统给出了另外的资料，以核心系统为准`,
      by_customer: t`客户不办了`,
      replaced: t`改为办理后一次受理`,
    }
    return reasons[request.reason]
  }
  const words: Record<ServiceRequest['state'], string> = {
    needs_customer: t`等客户报验证码`,
    in_review: t`客户已确认，已按新的联系；等核心系统回执`,
    executed: request.kind === 'details_right' ? t`客户已确认，没有变更` : t`核心系统已生效`,
    declined: '',
    withdrawn: '',
  }
  return words[request.state]
}
