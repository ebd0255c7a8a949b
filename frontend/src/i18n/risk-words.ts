/** The words of trained models: their states, gates, and why a card judges for one. */
import { t } from '@lingui/core/macro'
import { month } from './format'

type Words = Record<string, () => string>

const word = (words: Words, key: string): string => words[key]?.() ?? key

const STATES: Words = {
  training: () => t`训练中`,
  failed: () => t`训练失败`,
  trained: () => t`待批准`,
  approved: () => t`已批准`,
}
export const modelStateWord = (key: string) => word(STATES, key)

const FAULTS: Words = {
  few: () => t`未缴太少，不检验`,
  ae: () => t`实际与预计相差太大`,
  slope: () => t`校准斜率越限`,
  ranking: () => t`排序不如对照`,
}
export const faultWord = (key: string) => word(FAULTS, key)

const WHY_NOT: Words = {
  'risk.no_extra': () => t`服务器没有安装模型组件。`,
  'risk.model_unreadable': () => t`模型文件损坏。`,
  'risk.model_other_version': () => t`模型文件是别的版本的。`,
}

export function whyNotWord(code: string, months: string[]): string {
  if (code !== 'risk.gate') return word(WHY_NOT, code)
  const failed = months.map((one) => month(`${one}-01`)).join('、')
  return t`${failed} 的检验不合格。`
}

/** The longer sentences of the page of models. */
export const SAID = {
  noExtra: () => t`服务器没有安装模型组件（gridward[ml]），不能训练或使用模型，由评分卡评分。`,
  noModel: () => t`模型从本市已满宽限期的应收中学习，用最近几个月检验，合格并批准后才能代替评分卡。`,
  byCard: () => t`应收清单将马上由评分卡评分。模型保留，以后可以再启用。`,
  byModel: () => t`到期前后的应收将马上由模型评分，已中止的仍由评分卡评分。以后每天检验；不合格时自动改由评分卡评分。`,
  passes: (months: number) => t`最近 ${months} 个月都合格，且排序好于训练时的评分方式。`,
  fails: (months: number) => t`最近 ${months} 个月没有全部合格，不能批准。`,
  judged: (model: number, on: string, share: string) => t`模型 ${model}：${on} 评了 ${share} 的应收；其余已中止，由评分卡评分。`,
  inUse: (model: number) => t`已启用模型 ${model}。`,
  fellBack: (model: number, on: string, why: string) => t`${on} 起由评分卡代替模型 ${model} 评分：${why}`,
  band: (least: string, most: string, few: number) => t`每个应缴月满宽限期后检验：实际未缴除以预计未缴应在 ${least} 到 ${most} 之间（绿色带）；未缴不足 ${few} 期的月份不检验。`,
}
