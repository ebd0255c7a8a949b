/** What raises the risk of a due by a trained model: the features that the points card does not have. */
import { beside } from './beside'
import { money, percent } from './format'

type Params = Record<string, unknown>

const value = (params: Params) => Number(params['value'] ?? 0)
const whole = (params: Params) => Math.round(value(params))
const share = (params: Params) => percent(value(params), 1, 0)

const others = () => beside('本人或家人的其他保单', 'Other policies of the customer or the household')
const lateElsewhere = () => beside('本人或家人的其他保单迟缴', 'Other policies of the customer or the household are paid late')
const lapsedElsewhere = (params: Params) => beside(`本人或家人的其他保单有 ${value(params)} 期失效`, `${value(params)} premiums of other policies of the customer or the household lapsed`)

export const RISK_BY_MODEL: Record<string, (params: Params) => string> = {
  card_for_model: () => beside('模型检验不合格或不可用，按评分卡评分', 'Judged by the points card: the model failed a check or cannot be used'),
  instalment_number: (params) => beside(`第 ${value(params)} 期`, `Premium number ${value(params)}`),
  instalments_left: (params) => beside(`还要缴 ${value(params)} 期`, `${value(params)} premiums to go`),
  product: (params) => beside(`险种：${String(params['value'] ?? '–')}`, `Product: ${String(params['value'] ?? '–')}`),
  premium_a_year: (params) => beside(`年缴保费 ${money(value(params))}`, `Premium of ${money(value(params))} a year`),
  due_month: (params) => beside(`${value(params)} 月应缴`, `Due in month ${value(params)}`),
  closed_instalments: (params) => beside(`只缴过 ${value(params)} 期`, 'Only {0, plural, one {# instalment} other {# instalments}} paid'),
  very_late_payments: (params) => beside(`迟缴 25 天以上 ${value(params)} 次`, `Paid more than 25 days late ${value(params)} times`),
  lapsed_before: (params) => beside(`曾有 ${value(params)} 期失效`, `${value(params)} premiums lapsed before`),
  late_share: (params) => beside(`${share(params)} 的保费迟缴`, `${share(params)} of premiums paid late`),
  mean_days_late: (params) => beside(`平均迟缴 ${whole(params)} 天`, `Pays ${whole(params)} days late on average`),
  account_failures: (params) => beside(`扣款账户失效过 ${value(params)} 期`, `The account was invalid for ${value(params)} premiums`),
  by_hand_share: (params) => beside(`${share(params)} 不是银行转账缴费`, `${share(params)} not paid by bank debit`),
  loan_payments: (params) => beside(`自动垫交过 ${value(params)} 期`, `${value(params)} premiums paid by automatic loan`),
  last_channel: () => beside('缴费方式', 'Payment mode'),
  last_failure: () => beside('上一期扣款失败过', 'The debit of the last premium failed'),
  own_failure: () => beside('本期扣款失败', 'The debit of this premium failed'),
  open_before: () => beside('上一期还没有缴', 'The last premium is not paid yet'),
  other_policies: others,
  other_late_share: lateElsewhere,
  other_lapses: lapsedElsewhere,
  other_mean_days_late: lateElsewhere,
  household_policies: others,
  household_late_share: lateElsewhere,
  household_lapses: lapsedElsewhere,
  household_mean_days_late: lateElsewhere,
}
