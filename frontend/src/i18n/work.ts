/** The words of the work, the same in the field, at the seats and for operations. */
import { t } from '@lingui/core/macro'
import { wordOf, type Words } from './words'

/** The four-sell, with the first contact before it. */
export const stageWord = wordOf({
  connect: () => t`建联加微`,
  renewal: () => t`服务续收`,
  policy_service: () => t`保单服务`,
  activities: () => t`客户活动`,
  recommendation: () => t`产品推荐`,
})

export const STAGES = ['connect', 'renewal', 'policy_service', 'activities', 'recommendation'] as const

export const taskKindWord = wordOf({
  first_contact: () => t`首次建联`,
  renewal_visit: () => t`续收面访`,
  renewal_call: () => t`续收外呼`,
  flagged_visit: () => t`转上门`,
  promise_check: () => t`承诺跟进`,
  appointment: () => t`约访`,
  callback: () => t`预约回拨`,
  inbound: () => t`客户来电`,
  visit_again: () => t`再次上门`,
  proposal_follow_up: () => t`推荐跟进`,
  nurture_call: () => t`关怀外呼`,
  occasion: () => t`关怀联系`,
})

export const taskStateWord = wordOf({
  open: () => t`待办`,
  done: () => t`已完成`,
  skipped: () => t`已跳过`,
  cancelled: () => t`已取消`,
})

export const workplaceWord = wordOf({ field: () => t`网格专员`, seat: () => t`线上坐席` })

const CALL_OUTCOMES: Words = {
  promised: () => t`承诺缴费`,
  paid_already: () => t`已缴费`,
  reached: () => t`已告知`,
  refused: () => t`拒绝缴费`,
  wants_surrender: () => t`要求退保`,
  wants_visit: () => t`希望上门`,
  service_requested: () => t`登记受理`,
  do_not_call: () => t`不要营销来电`,
  call_back: () => t`预约回拨`,
  no_answer: () => t`无人接听`,
  declined_call: () => t`拒接`,
  wrong_person: () => t`非本人`,
  dead_number: () => t`空号或停机`,
  caller_gone: () => t`来电中断`,
}

const VISIT_OUTCOMES: Words = {
  promised: () => t`承诺缴费`,
  link_sent: () => t`缴费链接已发到客户手机`,
  debit_repair: () => t`修复银行转账`,
  paid_already: () => t`已缴费`,
  informed: () => t`已见面告知`,
  refused: () => t`拒绝缴费`,
  wants_surrender: () => t`要求退保`,
  not_home: () => t`不在家`,
  moved: () => t`已搬走`,
  wrong_address: () => t`地址有误`,
}

export const callOutcomeWord = wordOf(CALL_OUTCOMES)
export const visitOutcomeWord = wordOf(VISIT_OUTCOMES)

export const skipReasonWord = wordOf({
  no_time: () => t`今天来不及`,
  not_needed: () => t`不需要了`,
  customer_asked: () => t`客户要求改天`,
})

/** What a task or contact came to, whoever did it. */
export const outcomeWord = wordOf(VISIT_OUTCOMES, CALL_OUTCOMES, {
  no_time: () => t`今天来不及`,
  not_needed: () => t`不需要了`,
  customer_asked: () => t`客户要求改天`,
  expired: () => t`超时`,
  returned: () => t`已退回`,
  undone: () => t`已撤回`,
  paid: () => t`已缴`,
  apl_paid: () => t`自动垫交`,
  suspended: () => t`效力中止`,
  kept: () => t`已兑现`,
  broken: () => t`未兑现`,
  proposal_accept: () => t`接受推荐`,
  proposal_decline: () => t`不接受推荐`,
  proposal_later: () => t`推荐以后再说`,
})

export const nextStepWord = wordOf({
  none: () => t`没有下一步`,
  visit_again: () => t`再次上门`,
  seat_call: () => t`请坐席回访`,
})

export const requestReasonWord = wordOf({
  lapse_risk: () => t`失效风险`,
  unreachable: () => t`失联`,
  wants_visit: () => t`客户希望上门`,
  debit_repair: () => t`修复银行转账`,
  dispute: () => t`异议处理`,
})

export const returnReasonWord = wordOf({
  not_my_cell: () => t`不在我的网格`,
  moved_away: () => t`客户已搬走`,
  no_capacity: () => t`安排不过来`,
  already_settled: () => t`已经办妥`,
  unsafe: () => t`不宜上门`,
})

export const requestStateWord = wordOf({
  pending: () => t`待接单`,
  accepted: () => t`已接单`,
  returned: () => t`已退回`,
  expired: () => t`超时`,
  done: () => t`已完成`,
})

export const dayPartWord = wordOf({ morning: () => t`上午`, afternoon: () => t`下午`, evening: () => t`晚上` })

export const dueStateWord = wordOf({
  upcoming: () => t`未到期`,
  due: () => t`已到期`,
  in_grace: () => t`宽限期内`,
  suspended: () => t`效力中止`,
  paid: () => t`已缴`,
  apl_paid: () => t`自动垫交`,
  waived: () => t`豁免`,
  cancelled: () => t`已取消`,
  reinstated: () => t`已复效`,
})

export const riskWord = wordOf({ low: () => t`低`, medium: () => t`中`, high: () => t`高` })

export const careStateWord = wordOf({
  allotted: () => t`已分配`,
  contacted: () => t`已建联`,
  in_service: () => t`服务中`,
  refused: () => t`客户拒绝服务`,
  unreachable: () => t`失联`,
  closed: () => t`已结束`,
})

export const promiseStateWord = wordOf({
  open: () => t`待兑现`,
  kept: () => t`已兑现`,
  broken: () => t`未兑现`,
  replaced: () => t`已改期`,
})

export const purposeWord = wordOf({
  marketing: () => t`接受产品介绍和活动邀请`,
  profiling: () => t`按本人资料个性化推荐`,
})

export const consentHowWord = wordOf({ face_to_face: () => t`当面`, phone: () => t`电话`, wechat: () => t`微信` })

export const cellRoleWord = wordOf({ responsible: () => t`负责`, stand_in: () => t`代管` })

export const operationStateWord = wordOf({
  applied: () => t`已生效`,
  merged: () => t`已合并`,
  forwarded: () => t`已转给现任专员`,
  needs_attention: () => t`同步异常`,
  invalid: () => t`未被接受`,
})

/** What a supervisor decided about something that waited for him, said to whoever did it. */
export function decisionText({ verdict, reason }: { verdict: 'taken' | 'refused'; reason: string | null }): string {
  return verdict === 'taken' ? t`主管已采纳。` : t`主管已退回：${reason ?? ''}`
}

export const operationKindWord = wordOf({
  'visit.begin': () => t`签到`,
  'visit.complete': () => t`面访结果`,
  'contact.log': () => t`联系记录`,
  'promise.record': () => t`承诺缴费`,
  'note.add': () => t`备注`,
  'request.submit': () => t`登记受理`,
  'request.supplement': () => t`补拍材料`,
  'customer.correct': () => t`更正联系方式`,
  'appointment.book': () => t`约访`,
  'appointment.rebook': () => t`改约`,
  'appointment.confirm': () => t`约访确认短信`,
  'appointment.cancel': () => t`取消约访`,
  'appointment.close': () => t`约访结果`,
  'unreachable.step': () => t`失联查找`,
  'operation.undo': () => t`撤回`,
  'operation.correct': () => t`更正`,
  'consent.record': () => t`客户意愿`,
  'event.invite': () => t`活动邀请`,
  'event.answer': () => t`活动报名答复`,
  'event.cancel': () => t`取消活动报名`,
  'event.admit': () => t`活动签到`,
  'event.attend': () => t`活动到场记录`,
  'task.skip': () => t`跳过任务`,
  'request.accept': () => t`接单`,
  'request.return': () => t`退单`,
  'review.shown': () => t`一起看过保单检视`,
  'recommendation.decide': () => t`推荐的答复`,
  'handover.accept': () => t`确认客户移交`,
  'message.read': () => t`消息已读`,
  'message.reply': () => t`回复消息`,
})
