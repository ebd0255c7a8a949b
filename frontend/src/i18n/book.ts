/** Words for what the insurer delivers: our own keys, and the values that come as its core system writes them. */
import { t } from '@lingui/core/macro'
import { wordOf } from './words'

export const policyStateWord = wordOf({
  in_force: () => t`有效`,
  in_grace: () => t`宽限期内`,
  suspended: () => t`效力中止`,
  surrendered: () => t`已退保`,
  matured: () => t`已满期`,
  apl: () => t`自动垫交`,
  reduced_paid_up: () => t`减额交清`,
  ended_by_claim: () => t`理赔终止`,
  cancelled: () => t`犹豫期撤单`,
  terminated: () => t`合同终止`,
  moved_out: () => t`已迁出`,
  converted: () => t`已转换`,
  paid_up: () => t`缴费期满`,
})

export const payModeWord = wordOf({
  single: () => t`趸缴`,
  yearly: () => t`年缴`,
  half_yearly: () => t`半年缴`,
  quarterly: () => t`季缴`,
  monthly: () => t`月缴`,
})

export const policyRoleWord = wordOf({ holder: () => t`投保人`, insured: () => t`被保险人`, both: () => t`投保人和被保险人` })

export const standingWord = wordOf({ orphan: () => t`存续单`, served: () => t`有人服务`, ended: () => t`已终止` })

export const sexWord = wordOf({ male: () => t`男`, female: () => t`女` })

/** Which department made a contact: ours by key, the insurer's as delivered. */
export const departmentWord = wordOf({
  seat: () => t`线上坐席`,
  field: () => t`网格专员`,
  system: () => t`系统`,
  续收: () => t`续收部门`,
  电销: () => t`电销`,
  产品推广: () => t`产品推广`,
  客服热线: () => t`客服热线`,
  柜面: () => t`柜面`,
  理赔: () => t`理赔`,
})

export const channelWord = wordOf({
  call: () => t`电话`,
  visit: () => t`上门`,
  sms: () => t`短信`,
  wechat: () => t`微信`,
  电话: () => t`电话`,
  上门: () => t`上门`,
  短信: () => t`短信`,
  微信: () => t`微信`,
  柜面: () => t`柜面`,
})

/** Any other value as delivered: results, failures, tiers, categories. What is not known stays as it was written. */
export const deliveredWord = wordOf({
  余额不足: () => t`余额不足`,
  账户注销: () => t`账户注销`,
  客户要求暂停: () => t`客户要求暂停`,
  授权失效: () => t`授权失效`,
  客户拒缴: () => t`客户拒缴`,
  扣款冲正: () => t`扣款冲正`,
  其他原因: () => t`其他原因`,
  未授权: () => t`未授权`,
  正常: () => t`正常`,
  钻石: () => t`钻石`,
  铂金: () => t`铂金`,
  黄金: () => t`黄金`,
  普通: () => t`普通`,
  寿险: () => t`寿险`,
  重疾: () => t`重疾`,
  医疗: () => t`医疗`,
  年金: () => t`年金`,
  意外: () => t`意外`,
  万能: () => t`万能`,
  呼出: () => t`呼出`,
  呼入: () => t`呼入`,
  到访: () => t`到访`,
  已发送: () => t`已发送`,
  '接通-承诺缴费': () => t`接通，承诺缴费`,
  '接通-拒绝': () => t`接通，拒绝`,
  '接通-有意向': () => t`接通，有意向`,
  '接通-再联系': () => t`接通，再联系`,
  非本人接听: () => t`非本人接听`,
  无人接听: () => t`无人接听`,
  空号: () => t`空号`,
  停机: () => t`停机`,
  拒接: () => t`拒接`,
  已办结: () => t`已办结`,
  转办: () => t`转办`,
  咨询: () => t`咨询`,
})
