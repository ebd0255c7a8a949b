/** The words of trained models: their states, gates, and why a card judges for one. */
import { beside } from './beside'
import { month } from './format'

type Words = Record<string, () => string>

const word = (words: Words, key: string): string => words[key]?.() ?? key

const STATES: Words = {
  training: () => beside('训练中', 'In training'),
  failed: () => beside('训练失败', 'Training failed'),
  trained: () => beside('待批准', 'To be approved'),
  approved: () => beside('已批准', 'Approved'),
}
export const modelStateWord = (key: string) => word(STATES, key)

const FAULTS: Words = {
  few: () => beside('未缴太少，不检验', 'too few unpaid to check'),
  ae: () => beside('实际与预计相差太大', 'actual too far from expected'),
  slope: () => beside('校准斜率越限', 'slope outside its limits'),
  ranking: () => beside('排序不如对照', 'ranks no better than the other'),
}
export const faultWord = (key: string) => word(FAULTS, key)

const WHY_NOT: Words = {
  'risk.no_extra': () => beside('服务器没有安装模型组件。', 'The server lacks the libraries of models.'),
  'risk.model_unreadable': () => beside('模型文件损坏。', 'The model’s file is damaged.'),
  'risk.model_other_version': () => beside('模型文件是别的版本的。', 'The model’s file is of another version.'),
}

export function whyNotWord(code: string, months: string[]): string {
  if (code !== 'risk.gate') return word(WHY_NOT, code)
  return beside(`${months.map((one) => month(`${one}-01`)).join('、')} 的检验不合格。`, `${months.map((one) => month(`${one}-01`)).join('、')} failed its checks.`)
}

/** The longer sentences of the page of models. */
export const SAID = {
  noExtra: () =>
    beside(
      '服务器没有安装模型组件（gridward[ml]），不能训练或使用模型，由评分卡评分。',
      'The server lacks the libraries of models (gridward[ml]): none can be trained or used, and the points card judges.',
    ),
  noModel: () =>
    beside(
      '还没有训练过模型。模型从本市已满宽限期的应收中学习，用最近几个月检验，合格并批准后才能代替评分卡。',
      'No model was trained yet. It learns from the city’s premiums past their grace, is checked by the newest months, and may take the card’s place only once it passes and is approved.',
    ),
  byCard: () =>
    beside('应收清单将马上由评分卡评分。模型保留，以后可以再启用。', 'The due list will be judged by the points card at once. The model is kept and can be used again.'),
  byModel: () =>
    beside(
      '到期前后的应收将马上由模型评分，已中止的仍由评分卡评分。以后每天检验；不合格时自动改由评分卡评分。',
      'Dues before the end of grace will be judged by the model at once, suspended ones still by the points card. It is checked every day; where it fails, the points card takes over.',
    ),
  passes: (months: number) =>
    beside(
      `最近 ${months} 个月都合格，且排序好于训练时的评分方式。`,
      `All of the last ${months} months pass, and it ranks better than what judged when it was trained.`,
    ),
  fails: (months: number) => beside(`最近 ${months} 个月没有全部合格，不能批准。`, `Not all of the last ${months} months pass, so it cannot be approved.`),
  judged: (model: number, on: string, share: string) =>
    beside(`模型 ${model}：${on} 评了 ${share} 的应收；其余已中止，由评分卡评分。`, `Model ${model}: on ${on} it judged ${share} of the dues; the others are suspended and judged by the points card.`),
  inUse: (model: number) => beside(`已启用模型 ${model}。`, `Model ${model} is in use.`),
  fellBack: (model: number, on: string, why: string) =>
    beside(`${on} 起由评分卡代替模型 ${model} 评分：${why}`, `Since ${on} the points card judges in place of model ${model}: ${why}`),
  band: (least: string, most: string, few: number) =>
    beside(
      `每个应缴月满宽限期后检验：实际未缴除以预计未缴应在 ${least} 到 ${most} 之间（绿色带）；未缴不足 ${few} 期的月份不检验。`,
      `Each due month is checked after its grace: actual by expected unpaid premiums must lie between ${least} and ${most} (the green band). Months with fewer than ${few} unpaid premiums are not checked.`,
    ),
}
