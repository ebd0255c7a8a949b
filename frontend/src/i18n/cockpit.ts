/** Words of the cockpit: windows, policy years, verdicts on a policy, figures of people. */
import { t } from '@lingui/core/macro'
import { wordOf } from './words'

export const windowWord = wordOf({ current: () => t`当月`, next: () => t`次月`, grace_end: () => t`宽末` })

export const policyYearWord = wordOf({ second: () => t`第二年`, third: () => t`第三年`, fourth_on: () => t`第四年及以后` })
/** The same where nine of them stand side by side. */
export const policyYearShort = wordOf({ second: () => t`第2年`, third: () => t`第3年`, fourth_on: () => t`第4年起` })

export const verdictWord = wordOf({
  paid: () => t`按时收到`,
  unpaid: () => t`未按时收到`,
  open: () => t`宽限期未过`,
  organisation: () => t`单位投保`,
  single_pay: () => t`趸缴`,
  one_year: () => t`一年期`,
  cooling_off: () => t`犹豫期撤单`,
  moved_out: () => t`已迁出`,
  other_pay_mode: () => t`非年缴`,
  other_owner: () => t`不属所选归属`,
  waived: () => t`豁免`,
  not_listed: () => t`没有应缴记录`,
  claim: () => t`理赔终止`,
  other_currency: () => t`外币`,
  completed: () => t`缴费期满`,
  converted: () => t`已转换`,
  suspended: () => t`效力中止`,
  in: () => t`计入的全部`,
  out: () => t`未计入的全部`,
})

export const peopleWord = wordOf({
  customers: () => t`有有效保单的客户`,
  customers_by_agent: () => t`全部保单有在职人员服务的客户`,
  orphans: () => t`存续客户`,
  orphans_in_cells: () => t`网格有人的存续客户`,
  orphans_without_worker: () => t`网格无人或不在网格的存续客户`,
  orphans_contacted: () => t`已建联的存续客户`,
  orphans_not_contacted: () => t`未建联的存续客户`,
  members: () => t`网格内的客户`,
  members_contacted: () => t`网格内已建联的客户`,
})

/** Why nobody in service serves a policy. */
export const orphanReasonWord = wordOf({
  agent_left: () => t`业务员已离职`,
  no_agent: () => t`没有业务员`,
  company: () => t`挂在公司名下`,
  unknown_agent: () => t`业务员查无此人`,
})

/** How a premium was paid, as the insurer's core system writes it. */
export const payChannelWord = wordOf({
  银行转账: () => t`银行转账`,
  微信缴费: () => t`微信缴费`,
  '网银/APP': () => t`网银或 App`,
  柜面现金: () => t`柜面现金`,
  '柜面(复效)': () => t`柜面（复效）`,
  自动垫交: () => t`自动垫交`,
  豁免: () => t`豁免`,
})
