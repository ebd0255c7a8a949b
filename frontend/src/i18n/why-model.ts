/** What raises the risk of a due by a trained model: the features that the points card does not have. */
import { t } from '@lingui/core/macro'
import { money, percent } from './format'

type Params = Record<string, unknown>

const value = (params: Params) => Number(params['value'] ?? 0)
const whole = (params: Params) => Math.round(value(params))
const share = (params: Params) => percent(value(params), 1, 0)

const others = () => t`本人或家人的其他保单`
const lateElsewhere = () => t`本人或家人的其他保单迟缴`
const lapsedElsewhere = (params: Params) => t`本人或家人的其他保单有 ${value(params)} 期失效`

export const RISK_BY_MODEL: Record<string, (params: Params) => string> = {
  card_for_model: () => t`模型检验不合格或不可用，按评分卡评分`,
  instalment_number: (params) => t`第 ${value(params)} 期`,
  instalments_left: (params) => t`还要缴 ${value(params)} 期`,
  product: (params) => t`险种：${String(params['value'] ?? '–')}`,
  premium_a_year: (params) => t`年缴保费 ${money(value(params))}`,
  due_month: (params) => t`${value(params)} 月应缴`,
  closed_instalments: (params) => t`只缴过 ${value(params)} 期`,
  very_late_payments: (params) => t`迟缴 25 天以上 ${value(params)} 次`,
  lapsed_before: (params) => t`曾有 ${value(params)} 期失效`,
  late_share: (params) => t`${share(params)} 的保费迟缴`,
  mean_days_late: (params) => t`平均迟缴 ${whole(params)} 天`,
  account_failures: (params) => t`扣款账户失效过 ${value(params)} 期`,
  by_hand_share: (params) => t`${share(params)} 不是银行转账缴费`,
  loan_payments: (params) => t`自动垫交过 ${value(params)} 期`,
  last_channel: () => t`缴费方式`,
  last_failure: () => t`上一期扣款失败过`,
  own_failure: () => t`本期扣款失败`,
  open_before: () => t`上一期还没有缴`,
  other_policies: others,
  other_late_share: lateElsewhere,
  other_lapses: lapsedElsewhere,
  other_mean_days_late: lateElsewhere,
  household_policies: others,
  household_late_share: lateElsewhere,
  household_lapses: lapsedElsewhere,
  household_mean_days_late: lateElsewhere,
  inclined: () => t`比同类保单更常迟缴`,
  inclined_person: () => t`本人名下的保单比同类更常迟缴`,
  inclined_household: () => t`家人的保单比同类更常迟缴`,
}
