/** The words of points cards: features, their values, what is wrong with a card. */
import { t } from '@lingui/core/macro'
import { decimal } from './format'
import { riskWord } from './work'

type Words = Record<string, () => string>

const word = (words: Words, key: string): string => words[key]?.() ?? key

const FEATURES: Words = {
  days_since_due: () => t`到期后天数`,
  tenure_months: () => t`保单生效月数`,
  paid_instalments: () => t`已缴期数`,
  late_payments: () => t`迟缴次数`,
  times_lapsed: () => t`失效次数`,
  last_days_late: () => t`上一期迟缴天数`,
  failed_debits: () => t`扣款失败期数`,
  debit_state: () => t`银行转账状态`,
  cash_share: () => t`现金缴费占比`,
  pay_mode: () => t`缴费方式`,
  premium_to_income: () => t`保费占收入比`,
  loan_in_use: () => t`贷款或自动垫交`,
  months_since_agent_left: () => t`业务员离职月数`,
  days_since_reached: () => t`距上次联系上本人的天数`,
  age: () => t`投保人年龄`,
}
export const featureWord = (key: string) => word(FEATURES, key)

const VALUES: Words = {
  works: () => t`正常`,
  no_funds: () => t`余额不足`,
  closed: () => t`账户注销`,
  unauthorised: () => t`未授权`,
  other: () => t`其他原因`,
  yearly: () => t`年缴`,
  half_yearly: () => t`半年缴`,
  quarterly: () => t`季缴`,
  monthly: () => t`月缴`,
}
export const valueWord = (key: string) => word(VALUES, key)

const STATES: Words = {
  in_force: () => t`使用中`,
  was_in_force: () => t`曾使用`,
  draft: () => t`草稿`,
  shipped: () => t`随程序`,
}
export const cardStateWord = (key: string) => word(STATES, key)

/** What a card is called: a shipped one has no name of its own. */
export function cardName(card: { version: string; name: string | null }): string {
  return card.name ?? t`标准评分卡 ${card.version}`
}

type Params = Record<string, unknown>

const number = (params: Params, key: string) => Number(params[key] ?? 0)
const feature = (params: Params) => featureWord(String(params['feature'] ?? ''))
const one = (params: Params) => valueWord(String(params['word'] ?? ''))

const FAULTS: Record<string, (params: Params) => string> = {
  intercept_range: (params) => t`起点应在 ±${number(params, 'most')} 之间`,
  scale_range: (params) => t`每分的权重应大于 0，不超过 ${decimal(number(params, 'most'), 1)}`,
  tier_names: () => t`应有三档：${['high', 'medium', 'low'].map(riskWord).join('、')}`,
  tier_order: () => t`各档的概率应逐档降低`,
  tier_range: () => t`概率不能超过 1`,
  tier_last: () => t`最低一档应从 0 开始`,
  feature_twice: (params) => t`「${feature(params)}」出现了两次`,
  feature_unknown: (params) => t`程序没有「${String(params['feature'])}」这项数据`,
  feature_missing: (params) => t`缺少「${feature(params)}」；不想用它，请把分值都设为 0`,
  words_wanted: (params) => t`「${feature(params)}」应按取值给分，不能分段`,
  word_missing: (params) => t`「${feature(params)}」缺少取值「${one(params)}」`,
  word_unknown: (params) => t`「${feature(params)}」没有取值「${one(params)}」`,
  bins_wanted: (params) => t`「${feature(params)}」应分段给分`,
  last_bin_open: () => t`最后一段不能有上限`,
  limit_missing: () => t`请填写这一段的上限`,
  limits_rise: (params) => t`上限应大于上一段的 ${decimal(number(params, 'before'), 2)}`,
  points_range: (params) => t`分值应在 ±${number(params, 'most')} 之间`,
  form: (params) => t`格式不对：${String(params['detail'])}`,
}

export function faultText(fault: { code: string; params: Params }): string {
  const said = FAULTS[fault.code]?.(fault.params) ?? fault.code
  return typeof fault.params['line'] === 'number' ? t`第 ${fault.params['line']} 行：${said}` : said
}
