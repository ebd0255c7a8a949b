/** The words of policy review and recommendation: needs, what they are made of, and every reason for and against. */
import { t } from '@lingui/core/macro'
import type { Decision, DeclineReason, Need } from '../api/review'
import { count, day, money, percent } from './format'
import { qualificationWord } from './staff'
import type { Reason } from './why'

type Params = Record<string, unknown>
type Texts = Record<string, (params: Params) => string>

const number = (params: Params, key: string) => Number(params[key] ?? 0)
const text = (params: Params, key: string) => String(params[key] ?? '')
const yuan = (params: Params, key: string) => money(text(params, key) || 0)
const need = (params: Params) => needWord(text(params, 'need') as Need['need'])

const said = (texts: Texts) => (reason: Reason) => texts[reason.code]?.(reason.params) ?? reason.code

export function needWord(key: Need['need']): string {
  return { medical: t`医疗费用`, accident: t`意外保障`, illness: t`重疾保障`, life: t`身故保障`, pension: t`养老保障` }[key]
}

export function needStateWord(key: string): string {
  return { gap: t`保障缺口`, met: t`已满足`, not_needed: t`不适用`, unknown: t`暂不能计算` }[key] ?? key
}

export function decisionWord(key: Decision): string {
  return { accept: t`接受`, decline: t`不接受`, later: t`以后再说` }[key]
}

export function declineReasonWord(key: DeclineReason): string {
  return {
    no_need: t`不需要`,
    too_dear: t`保费太高`,
    has_elsewhere: t`在别处已有`,
    ask_family: t`要和家人商量`,
    not_now: t`现在不考虑`,
    other: t`其他原因`,
  }[key]
}

/** What a need is made of. */
export const partText = said({
  disability_income: (params) => t`${number(params, 'times')} 年收入 ${yuan(params, 'amount')}`,
  accident_base: (params) => t`意外后的开支 ${yuan(params, 'amount')}`,
  treatment: (params) => t`治疗费用 ${yuan(params, 'amount')}`,
  recovery_income: (params) => t`康复期 ${number(params, 'times')} 年收入 ${yuan(params, 'amount')}`,
  family_income: (params) => t`家人 ${number(params, 'times')} 年的生活 ${yuan(params, 'amount')}`,
  own_debts: (params) => t`未了的债务，${number(params, 'times')} 年收入 ${yuan(params, 'amount')}`,
  education: (params) => t`${count(number(params, 'times'))} 个子女的教育 ${yuan(params, 'amount')}`,
  last_expenses: (params) => t`身后费用 ${yuan(params, 'amount')}`,
})

/** What would have to be known, and what is worth knowing. */
export const noteText = said({
  age_unknown: () => t`出生日期没有登记`,
  income_unknown: () => t`收入没有登记`,
  family_unknown: () => t`婚姻或子女没有登记`,
  children_unknown: () => t`子女数没有登记，有子女则需要更多`,
  sum_unknown: (params) => t`保单 ${text(params, 'policy_no')} 的人民币保额没有提供`,
  premium_unknown: (params) => t`保单 ${text(params, 'policy_no')} 的人民币保费没有提供`,
  indemnity_twice: (params) => t`有 ${count(number(params, 'count'))} 份费用补偿型医疗保险，重复的部分不能多赔`,
  recording: (params) => t`年满 ${number(params, 'age')} 岁，投保须在公司系统双录`,
})

/** Why a product, why not, and why none. */
export const reasonText = said({
  greatest_gap: (params) =>
    number(params, 'share') === 1 ? t`还没有${need(params)}，缺口最大` : t`${need(params)}的缺口最大，缺 ${percent(number(params, 'share'), 1, 0)}`,
  affordable: (params) => t`最低年缴 ${yuan(params, 'premium')}，在还可承受的 ${yuan(params, 'remaining')} 以内`,
  age_fits: (params) => t`投保年龄 ${number(params, 'age_from')} 至 ${number(params, 'age_to')} 岁，符合`,
  not_held: () => t`没有持有这款产品，不重复`,
  qualified: (params) => t`${text(params, 'product_class')} 类产品，专员有相应资质`,

  need_met: (params) => t`${need(params)}已满足`,
  indemnity_duplicated: () => t`已有费用补偿型医疗保险，重复投保不能多赔`,
  need_unknown: (params) => t`${need(params)}暂不能计算`,
  need_not_applicable: (params) => t`${need(params)}在这个年龄不适用`,
  price_unknown: () => t`产品表没有最低保费`,
  ability_unknown: () => t`缴费能力暂不能计算`,
  over_ability: (params) => t`最低年缴 ${yuan(params, 'premium')}，超过还可承受的 ${yuan(params, 'remaining')}`,
  held_already: (params) => t`已持有同一产品（保单 ${text(params, 'policy_no')}）`,
  not_approved: () => t`不在可推荐的产品类别里`,
  not_qualified: (params) => t`${text(params, 'product_class')} 类产品需要专员有「${qualificationWord(text(params, 'qualification'))}」资质`,
  age_range_unknown: () => t`年龄或产品的投保年龄没有登记`,
  age_out_of_range: (params) => t`投保年龄 ${number(params, 'age_from')} 至 ${number(params, 'age_to')} 岁，客户 ${number(params, 'age')} 岁`,
  answered: (params) => t`客户答复过「${decisionWord(text(params, 'decision') as Decision)}」，${day(text(params, 'until'))} 前不再推荐`,
  dearer: (params) => t`也适合，但最低年缴 ${yuan(params, 'premium')} 更高`,
  smaller_gap: (params) => t`${need(params)}的缺口排在后面`,

  minor: (params) => t`客户 ${number(params, 'age')} 岁，未成年人不能自己投保`,
  ability_short: (params) => t`每年保费 ${yuan(params, 'yearly')} 已达到收入的上限 ${yuan(params, 'ceiling')}，再投保恐难长期缴纳`,
  ability_short_for_all: (params) => t`还可承受 ${yuan(params, 'remaining')}，不够适合产品的最低年缴 ${yuan(params, 'premium')}`,
  needs_met: () => t`各项需求已满足`,
  nothing_fits: () => t`在售产品里没有适合的`,
  profiling_refused: () => t`客户不愿被画像：以下是不依据个人情况的产品清单`,
  age_unknown: () => t`出生日期没有登记`,
  income_unknown: () => t`收入没有登记`,
  premium_unknown: (params) => t`保单 ${text(params, 'policy_no')} 的人民币保费没有提供`,
})

/** What opens the gate: said beside the reason that keeps it closed. */
export function opensText(code: string): string {
  return OPENS[code]?.() ?? ''
}

const OPENS: Record<string, () => string> = {
  not_in_care: () => t`先由网格服务接管客户。`,
  no_first_contact: () => t`先完成首次建联。`,
  customer_refused: () => t`客户愿意接受服务后再谈。`,
  due_unpaid: () => t`先办妥续收，缴费到账后自动打开。`,
  debit_failed: () => t`先修复银行转账。`,
  visit_asked_for: () => t`先完成坐席转来的上门。`,
  complaint_open: () => t`投诉办结后自动打开。`,
  details_unconfirmed: () => t`在客户全景里核对，请客户报短信里的验证码。`,
  no_event_answered: () => t`先邀请客户参加活动，参加或婉拒都算答复。`,
  no_marketing_consent: () => t`当面征得同意，在客户全景里记下。`,
  marketing_refused: () => t`到期之前不再询问。`,
  marketing_budget_used: () => t`过了这段时间自动打开。`,
  do_not_call: () => t`由客户本人向公司取消勿扰。`,
  no_licence: () => t`由公司在人员名单里登记执业证。`,
  off_duty: () => t`在岗的专员才能推荐。`,
  review_not_shown: () => t`与客户一起看完上面的检视，点「已一起看过」。`,
}
