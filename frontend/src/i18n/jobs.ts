/** The words of the job page. */
import { t } from '@lingui/core/macro'
import { stepWord } from './words'

type Words = Record<string, () => string>

const word = (words: Words, key: string): string => words[key]?.() ?? key

const KINDS: Words = {
  import_delivery: () => t`导入数据`,
  build_plan: () => t`划网格方案`,
  take_debits: () => t`收下回盘文件`,
  run_day: () => t`每日作业`,
  prepare_snapshots: () => t`准备离线资料`,
  judge_dues: () => t`重新评分`,
  train_risk: () => t`训练模型`,
  deliver_messages: () => t`发送消息`,
  nightly: () => t`夜间排程`,
  expire_requests: () => t`检查接单时限`,
  look_for_messages: () => t`检查待发消息`,
  look_for_debits: () => t`收取回盘文件`,
}
export const jobKindWord = (key: string) => word(KINDS, key)

const STATES: Words = {
  waiting: () => t`等待执行`,
  again: () => t`等待重试`,
  running: () => t`执行中`,
  interrupted: () => t`已中断`,
  failed: () => t`失败`,
  made_good: () => t`已补上`,
  done: () => t`已完成`,
  stopped: () => t`已取消`,
}
export const jobStateWord = (key: string) => word(STATES, key)

const PARTS: Words = {
  details: () => t`核对联系方式`,
  landlines: () => t`按固定电话建立查找`,
  contradictions: () => t`核对状态与缴费`,
  dues: () => t`应收清单`,
  persons: () => t`归并为一人的客户号`,
  newcomers: () => t`新客户入格`,
  rehoming: () => t`随客户换网格`,
  staffing: () => t`离职腾格`,
  promises: () => t`核对承诺`,
  requests: () => t`核对转上门`,
  first_contacts: () => t`首次联系`,
  calendar: () => t`催缴日历`,
  appointments: () => t`核对约访`,
  queue: () => t`待呼名单`,
  nurture: () => t`日常关怀`,
  journeys: () => t`四销进阶`,
  messages: () => t`发送消息`,
  drift: () => t`检查网格负荷变化`,
  debit_rows: () => t`逐行核对`,
  debit_dues: () => t`更新应收清单`,
  debit_repair: () => t`开始修复`,
}
/** A part of a day's run, or a step of other long work. */
export const jobStepWord = (key: string) => (PARTS[key] ? word(PARTS, key) : stepWord(key))

const FIGURES: Words = {
  landlines: () => t`新可按号码查找的固定电话`,
  contradictions: () => t`状态与缴费不符`,
  dues: () => t`应收笔数`,
  joined: () => t`归到本人首个客户号下的记录`,
  'newcomers.enrolled': () => t`新入网格的客户号`,
  'newcomers.in_care': () => t`新接手的客户`,
  'newcomers.relocated': () => t`搬入别的网格的客户号`,
  moved: () => t`换了网格的工作`,
  freed: () => t`腾出的网格`,
  'settled.kept': () => t`兑现的承诺`,
  'settled.broken': () => t`未兑现的承诺`,
  'settled.reopened': () => t`付款被冲正、重新打开的`,
  'settled.closed': () => t`不再需要的催缴`,
  expired: () => t`无人接单的上门`,
  'details.handed_over': () => t`报送核心系统的联系方式变更`,
  'details.executed': () => t`已生效的联系方式变更`,
  'details.kept': () => t`导入后仍按客户确认保留的联系方式`,
  'details.superseded': () => t`以核心系统为准的变更`,
  'details.expired': () => t`逾期未确认的变更`,
  'first_contacts.made': () => t`首次联系任务`,
  'first_contacts.closed': () => t`不再需要的首次联系`,
  agreed: () => t`另立任务的约访`,
  'work.tasks': () => t`新任务`,
  'work.messages': () => t`新消息`,
  'work.superseded': () => t`被新步骤取代`,
  'work.decided': () => t`新的联系决定`,
  'work.refreshed': () => t`更新了理由的任务`,
  'settled.checks': () => t`追问的承诺`,
  'nurture.messages': () => t`日常关怀消息`,
  'nurture.calls': () => t`日常关怀外呼`,
  'nurture.tasks': () => t`日常关怀的专员任务`,
  'nurture.held_out': () => t`日常关怀的对照客户`,
  journeys: () => t`进入下一阶段的客户`,
  queue: () => t`待呼名单变动`,
  delivered: () => t`已发出的消息`,
  'drift.beyond': () => t`负荷变化过大的网格`,
  'drift.proposed': () => t`建议的调整方案`,
}
/** The figures of a day's run that a person is told, in this order. */
export const FIGURE_ORDER = Object.keys(FIGURES)
export const figureWord = (key: string) => word(FIGURES, key)
