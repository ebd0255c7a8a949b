/** Why something is to be done now, and what makes a policy likely to lapse: reasons as the server codes them, in words. */
import { t } from '@lingui/core/macro'
import { deliveredWord, departmentWord } from './book'
import { count, dateTime, day, money, percent } from './format'
import { staffStatusWord } from './staff'
import { RISK_BY_MODEL } from './why-model'
import { requestReasonWord, returnReasonWord, visitOutcomeWord } from './work'

export interface Reason {
  code: string
  params: Record<string, unknown>
}

type Params = Record<string, unknown>

const number = (params: Params, key: string) => Number(params[key] ?? 0)
const text = (params: Params, key: string) => String(params[key] ?? '')
const date = (params: Params, key: string) => (params[key] ? day(text(params, key).slice(0, 10)) : '–')
const yuan = (params: Params) => money(text(params, 'amount') || 0)

const departments = (params: Params) => (Array.isArray(params['departments']) ? params['departments'].map((one) => departmentWord(String(one))).join(t`，`) : '')

type Texts = Record<string, (params: Params) => string>

/** Why a task is to be done. */
export function whyText(reason: Reason): string {
  return WHY[reason.code]?.(reason.params) ?? reason.code
}

/** What raises the risk of a due: a feature of the points card with its value. */
export function riskText(reason: Reason): string {
  return (RISK[reason.code] ?? RISK_BY_MODEL[reason.code])?.(reason.params) ?? reason.code
}

/** What keeps the next stage of the four-sell closed. */
export function missingText(reason: Reason): string {
  return MISSING[reason.code]?.(reason.params) ?? reason.code
}

/** Why one task now, in one line. */
export function whyLine(reasons: Reason[]): string {
  return reasons.map(whyText).join(t`，`)
}

const WHY: Texts = {
  due_since: (params) => t`应缴 ${yuan(params)}，已到期 ${number(params, 'days')} 天`,
  due_in: (params) => t`应缴 ${yuan(params)}，还有 ${number(params, 'days')} 天到期`,
  grace_ends_in: (params) => (number(params, 'days') === 0 ? t`宽限期今天到期` : t`宽限期还剩 ${number(params, 'days')} 天`),
  debit_failed: (params) => t`扣款失败：${deliveredWord(text(params, 'failure'))}`,
  high_risk: (params) => t`失效风险高（${percent(number(params, 'risk'), 1, 0)}）`,
  flagged_by_seat: (params) => t`坐席转上门：${requestReasonWord(text(params, 'reason'))}`,
  promise_broken: (params) => t`承诺 ${date(params, 'promised_on')} 缴 ${yuan(params)}，未兑现`,
  first_contact: (params) => t`首次建联，计划于 ${date(params, 'wave_on')}`,
  returned_by_specialist: (params) => t`专员退回：${returnReasonWord(text(params, 'reason'))}`,
  callback_at: (params) => t`约定 ${params['at'] ? dateTime(text(params, 'at')) : '–'} 回拨`,
  appointment: (params) => t`已约 ${dateTime(text(params, 'at'))}`,
  visit_again: (params) => t`约定 ${date(params, 'on')} 再次上门`,
  asked_by_specialist: (params) => t`专员上门后请坐席回访：${visitOutcomeWord(text(params, 'outcome'))}`,
  proposal_accepted: (params) => t`客户 ${date(params, 'on')} 有意向：${text(params, 'product')}，请协助其在公司系统办理`,
  offer_options: () => t`手头紧：先谈垫交、减额交清、贷款或改缴费方式`,
  contact_budget_used: (params) =>
    t`${number(params, 'days')} 天内已联系 ${number(params, 'count')} 次，上限 ${number(params, 'limit')} 次（${departments(params)}）`,
  quiet_hours: (params) => t`呼出时段为 ${text(params, 'first')}–${text(params, 'end')}（北京时间）`,
  request_expired: () => t`转上门超时无人接单`,
  benefit_waits: (params) => t`保单满 ${number(params, 'years')} 年，可能有权益待领取，已发消息`,
  benefit_may_wait: (params) => t`保单满 ${number(params, 'years')} 年，可能有权益待领取`,
  birthday: (params) => t`${date(params, 'on')} 生日`,
  policy_anniversary: (params) => t`${date(params, 'on')} 保单满 ${number(params, 'years')} 周年`,
  may_be_reinstated: (params) => t`可申请复效至 ${date(params, 'until')}`,
  occasion: (params) => t`${date(params, 'on')} 值得联系的日子`,
  reinstatement_ends: (params) => t`可申请复效至 ${date(params, 'until')}，已发消息`,
}

const value = (params: Params) => number(params, 'value')
const whole = (params: Params) => Math.round(value(params))

const RISK: Texts = {
  days_since_due: (params) => t`已到期 ${value(params)} 天未缴`,
  tenure_months: (params) => t`保单生效仅 ${whole(params)} 个月`,
  paid_instalments: (params) => t`只缴过 ${value(params)} 期`,
  late_payments: (params) => t`迟缴过 ${value(params)} 次`,
  times_lapsed: (params) => t`曾失效 ${value(params)} 次`,
  last_days_late: (params) => t`上一期迟缴 ${value(params)} 天`,
  failed_debits: (params) => t`扣款失败过 ${value(params)} 期`,
  debit_state: (params) => t`银行转账：${debitWord(text(params, 'value'))}`,
  cash_share: (params) => t`${percent(value(params), 1, 0)} 用现金缴费`,
  pay_mode: () => t`缴费方式`,
  premium_to_income: (params) => t`保费占收入约 ${percent(value(params), 1, 0)}`,
  loan_in_use: () => t`有保单贷款或自动垫交`,
  months_since_agent_left: (params) => (params['value'] === null ? t`原业务员已离职` : t`原业务员已离职 ${whole(params)} 个月`),
  days_since_reached: (params) => (params['value'] === null ? t`没有联系上本人的记录` : t`${whole(params)} 天没有联系上本人`),
  age: (params) => t`投保人 ${whole(params)} 岁`,
}

const DEBITS: Record<string, () => string> = {
  works: () => t`正常`,
  no_funds: () => t`余额不足`,
  closed: () => t`账户注销`,
  unauthorised: () => t`未授权`,
  other: () => t`其他原因`,
}

function debitWord(key: string): string {
  return DEBITS[key]?.() ?? key
}

const MISSING: Texts = {
  no_first_contact: () => t`首次建联：联系上本人`,
  customer_refused: () => t`客户同意由专员服务`,
  due_unpaid: (params) => t`保单 ${text(params, 'policy_no')} 的 ${yuan(params)} 已到期 ${number(params, 'days')} 天未缴`,
  debit_failed: (params) => t`保单 ${text(params, 'policy_no')} 扣款失败：${deliveredWord(text(params, 'failure'))}`,
  visit_asked_for: (params) => t`${count(number(params, 'count'))} 个转上门尚未完成`,
  details_unconfirmed: () => t`核对联系方式，由客户用验证码确认`,
  no_event_answered: () => t`邀请客户参加一次活动，并得到答复`,
  complaint_open: (params) => t`${count(number(params, 'count'))} 件投诉尚未办结`,
  no_marketing_consent: () => t`客户同意接受产品介绍`,
  marketing_refused: (params) => (params['until'] ? t`客户不愿接受产品介绍，${date(params, 'until')} 前不再询问` : t`客户不愿接受产品介绍`),
  marketing_budget_used: (params) => t`最近 ${number(params, 'days')} 天已有 ${count(number(params, 'count'))} 次营销触达，额度已用完`,
  do_not_call: () => t`客户登记了勿扰`,
  not_in_care: () => t`客户由网格服务`,
  no_licence: () => t`专员有执业证`,
  off_duty: (params) => t`专员在岗（现在：${staffStatusWord(text(params, 'status'))}）`,
  review_not_shown: () => t`一年内与客户一起看过保单检视`,
}
