/** What is refused about points cards, in words: what happened, and what to do. */
import { t } from '@lingui/core/macro'
import { faultText } from './card-words'
import { count, dateTime } from './format'

type Params = Record<string, unknown>
type Text = (params: Params) => [what: string, todo: string]

const who = (params: Params) => String(params['by'] ?? '')
const when = (params: Params) => dateTime(String(params['at']))
const faults = (params: Params) => (Array.isArray(params['faults']) ? (params['faults'] as { code: string; params: Params }[]) : [])

export const CARD_TEXTS: Record<string, Text> = {
  'card.not_found': () => [t`没有这张评分卡。`, t`它可能已被删除，请从列表中选择。`],
  'card.frozen': () => [t`随程序的和用过的评分卡不能修改。`, t`请复制一份再改。`],
  'card.changed': (params) => [
    params['by'] ? t`${who(params)} 在 ${when(params)} 改过这张评分卡。` : t`别人刚刚改过这张评分卡。`,
    t`请刷新，看过现在的样子再操作。您填写的还在。`,
  ],
  'card.already_in_force': () => [t`这张评分卡正在使用。`, t`请选择另一张。`],
  'card.overtaken': (params) => [t`${who(params)} 在 ${when(params)} 启用了另一张评分卡。`, t`请看您的评分卡与它相比会改变什么，再启用。`],
  'card.faulty': (params) => [t`评分卡有 ${count(Number(params['count'] ?? 0))} 处错误：${faults(params).slice(0, 5).map(faultText).join('；')}`, t`请改正后再试。`],
  'card.not_toml': (params) => [t`文件第 ${Number(params['line'])} 行第 ${Number(params['column'])} 列起读不懂。`, t`请改正这一行，或导出一张评分卡，在它上面修改。`],
  'card.feature_missing': (params) => [t`数据中没有评分卡 ${String(params['version'])} 需要的项目。`, t`请启用另一张评分卡。`],
}
