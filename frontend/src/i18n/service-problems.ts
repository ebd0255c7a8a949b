/** What policy service refuses, in words. By code, as `problems.ts` has it for the rest. */
import { t } from '@lingui/core/macro'
import { count } from './format'
import { detailWord, serviceStateWord } from './service'
import type { ServiceRequest } from '../api/service'

type Params = Record<string, unknown>
type Text = (params: Params) => [what: string, todo: string]

const number = (params: Params, key: string) => count(Number(params[key] ?? 0))
const seconds = (params: Params) => count(Math.max(1, Math.ceil(Number(params['retry_after_s'] ?? 0))))
const hours = (params: Params) => count(Math.max(1, Math.ceil(Number(params['retry_after_s'] ?? 0) / 3600)))

export const SERVICE_TEXTS: Record<string, Text> = {
  'service.not_found': () => [t`没有这项受理，或客户已不在您的服务范围内。`, t`请从客户全景重新打开。`],
  'service.differs': () => [t`这项受理已用其他内容提交过。`, t`请回到客户全景，重新办理。`],
  'service.invalid_detail': (params) => [t`${detailWord(String(params['field']))}填写有误。`, detailRule(String(params['field']))],
  'service.nothing_changed': () => [t`填写的内容与登记的相同。`, t`请填写变更的内容；若都正确，请选「全部正确」。`],
  'service.no_mobile': () => [t`客户没有登记手机，验证码无处可发。`, t`请选「有变更」，填写客户本人的手机号。`],
  'service.mobile_of_agent': () => [t`这是业务员的手机号，不能作为客户的联系手机。`, t`请填写客户本人的手机号。`],
  'service.mobile_shared': (params) => [t`另有 ${number(params, 'others')} 位客户登记了这个手机号。`, t`请填写客户本人的手机号；确是本人的，请报告主管。`],
  'service.closed': (params) => [
    t`这项受理${serviceStateWord({ kind: params['kind'] as ServiceRequest['kind'], state: params['state'] as ServiceRequest['state'] })}，不能再确认。`,
    t`需要时请重新受理。`,
  ],
  'service.code_too_soon': (params) => [t`验证码刚刚发出。`, t`${seconds(params)} 秒后可以重发。`],
  'service.codes_used_up': (params) => [t`一天最多发 ${number(params, 'a_day')} 次验证码，已用完。`, t`约 ${hours(params)} 小时后再办，或请客户拨打客服热线。`],
  'service.code_not_sent': () => [t`验证码还没有发出。`, t`请先发送验证码。`],
  'service.code_expired': () => [t`验证码已过期。`, t`请重发一次。`],
  'service.code_wrong': (params) => [t`验证码不对，还可以试 ${number(params, 'tries_left')} 次。`, t`请客户再读一遍短信里的数字。`],
  'service.book_busy': () => [t`客户资料正在导入，暂时不能变更。`, t`请稍后再点确认，验证码在时限内仍有效。`],
  'service.code_used_up': () => [t`错误次数过多，这个验证码已作废。`, t`请重发一次。`],
  'message.not_sent': () => [t`短信没有发出，填写的内容都在。`, t`请稍后重发；若仍如此，请告诉管理员。`],
}

function detailRule(field: string): string {
  if (field === 'mobile') return t`手机号是 1 开头的 11 位数字。`
  if (field === 'landline') return t`请带区号填写，例如 021-12345678。`
  if (field === 'address') return t`请写 6 到 200 个字：区、小区、楼、室。`
  return t`邮编是 6 位数字。`
}
