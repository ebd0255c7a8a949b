/** The field's words for what the server names by a key. */
import { t } from '@lingui/core/macro'

export type Words = Record<string, () => string>

/** The word of a key by the first list that has it; of one that none has, as of a newer server, the key. */
export const wordOf =
  (...lists: Words[]) =>
  (key: string): string =>
    lists.find((words) => key in words)?.[key]?.() ?? key

const PLACES: Words = {
  '/today': () => t`今日工作`,
  '/cell': () => t`我的网格`,
  '/appointments': () => t({ context: 'rail', message: '约访' }),
  '/search': () => t`找客户`,
  '/my-events': () => t`我的活动`,
  '/week': () => t`我的一周`,
  '/queue': () => t`待呼名单`,
  '/requests': () => t`转上门`,
  '/seats': () => t`坐席督导`,
  '/attention': () => t`同步异常`,
  '/messages': () => t`专员消息`,
  '/sync-health': () => t`平板同步`,
  '/events': () => t`客户活动`,
  '/census': () => t`盘客户`,
  '/grid': () => t`划网格`,
  '/staffing': () => t`配队伍`,
  '/cockpit': () => t`经营看板`,
  '/risk': () => t`失效风险`,
  '/jobs': () => t`后台任务`,
}
/** What a page of the rail is called. */
export const placeWord = wordOf(PLACES)

const KINDS: Words = {
  orphan: () => t`存续客户`,
  mixed: () => t`混合客户`,
  served: () => t`在职客户`,
  dormant: () => t`无有效保单`,
  no_policy: () => t`名下无保单`,
}
export const kindWord = wordOf(KINDS)

const PRECISIONS: Words = {
  exact: () => t`小区精确`,
  fuzzy: () => t`小区近似`,
  manual: () => t`人工定位`,
  district: () => t`仅到区`,
  none: () => t`无法定位`,
}
export const precisionWord = wordOf(PRECISIONS)

const CHECKS: Words = {
  agrees: () => t`坐标与所述区一致`,
  other_district: () => t`坐标在另一区`,
  outside_city: () => t`在本市之外`,
  unknown: () => t`无从核对`,
}
export const checkWord = wordOf(CHECKS)

const REASONS: Words = {
  no_community: () => t`未找到小区`,
  fuzzy_ambiguous: () => t`多个相似小区`,
  unknown_district: () => t`区名不明`,
  district_only: () => t`只写到区`,
  position_conflict: () => t`区与小区矛盾`,
  outside_city: () => t`地址在外地`,
  no_address: () => t`没有地址`,
}
export const reasonWord = wordOf(REASONS)

const IMPORT_STATES: Words = {
  ready: () => t`待开始`,
  queued: () => t`排队中`,
  running: () => t`导入中`,
  done: () => t`已完成`,
  failed: () => t`失败`,
}
export const importStateWord = wordOf(IMPORT_STATES)

const FILES: Words = {
  customers: () => t`客户`,
  policies: () => t`保单`,
  premiums: () => t`应缴实缴`,
  agents: () => t`业务员`,
  agent_movements: () => t`人员变动`,
  contacts: () => t`接触记录`,
  service_requests: () => t`服务申请`,
  claims: () => t`理赔`,
  products: () => t`险种`,
  stations: () => t`网点`,
  specialists: () => t`网格专员`,
  gazetteer: () => t`小区名录`,
}
export const fileKindWord = wordOf(FILES)

const PLAN_STATES: Words = {
  building: () => t`划格中`,
  draft: () => t`草稿`,
  reviewed: () => t`已审核`,
  published: () => t`已发布`,
  superseded: () => t`已失效`,
  failed: () => t`失败`,
}
export const planStateWord = wordOf(PLAN_STATES)

/** What was done to a plan. */
const PLAN_CHANGES: Words = {
  edited: () => t`修改`,
  undone: () => t`撤销修改`,
  redone: () => t`恢复修改`,
  stations: () => t`选定网点`,
  reviewed: () => t`审核`,
  review_taken_back: () => t`撤回审核`,
  published: () => t`发布`,
  withdrawn: () => t`撤销发布`,
  ended: () => t`回滚`,
}
export const planChangeWord = wordOf(PLAN_CHANGES)

const STEPS: Words = {
  placing: () => t`定位地址`,
  persons: () => t`识别同一客户`,
  standings: () => t`认定存续单`,
  atoms: () => t`合并小区`,
  centres: () => t`选取中心`,
  tessellation: () => t`切分城区`,
  balance: () => t`平衡负荷`,
  moves: () => t`调整小区归属`,
  hours: () => t`平衡工时`,
  polygons: () => t`绘制边界`,
  examination: () => t`检查质量`,
  publishing: () => t`发布方案`,
}
/** A step of long work; the import's other steps are the names of files. */
export const stepWord = wordOf(STEPS)
