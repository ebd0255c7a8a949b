/** What is refused about trained models, in words: what happened, and what to do. */
import { t } from '@lingui/core/macro'
import { count } from './format'

type Params = Record<string, unknown>
type Text = (params: Params) => [what: string, todo: string]

const figure = (params: Params, key: string) => count(Number(params[key] ?? 0))

export const RISK_TEXTS: Record<string, Text> = {
  'risk.no_extra': () => [t`服务器没有安装模型组件。`, t`请管理员安装 gridward[ml]；评分卡不受影响。`],
  'risk.no_lapse': (params) => [t`${figure(params, 'rows')} 条学习数据中只有一种结果。`, t`请检查导入的缴费记录，或继续使用评分卡。`],
  'risk.too_few': (params) => [
    t`${figure(params, 'rows')} 条学习数据中只有 ${figure(params, 'lapses')} 条未缴，太少。`,
    t`请导入更长的缴费历史，或继续使用评分卡。`,
  ],
  'risk.too_short': (params) => [t`只有 ${figure(params, 'months')} 个应缴月满了宽限期，太少。`, t`请导入更长的缴费历史，或继续使用评分卡。`],
  'risk.nothing_known': () => [t`学习数据全是空的。`, t`请检查导入的缴费记录，或继续使用评分卡。`],
  'risk.feature_missing': (params) => [t`数据中没有「${String(params['feature'])}」。`, t`请重新训练；在此之前由评分卡评分。`],
  'risk.training': (params) => [t`模型 ${String(params['number'])} 正在训练。`, t`请等它完成。`],
  'risk.not_trained': (params) => [t`模型 ${String(params['number'])} 没有训练好。`, t`请从列表中选择。`],
  'risk.gate': (params) => [t`模型 ${String(params['number'])} 在最近的应缴月检验不合格。`, t`请继续使用现在的评分方式，下个月满宽限期后再训练。`],
  'risk.model_not_found': (params) => [t`没有模型 ${String(params['number'])}。`, t`请从列表中选择。`],
  'risk.not_approved': (params) => [t`模型 ${String(params['number'])} 还没有批准。`, t`请先批准。`],
  'risk.in_force': () => [t`它正在使用。`, t`请从列表中选择。`],
  'risk.model_unreadable': () => [t`模型文件损坏。`, t`请重新训练；在此之前由评分卡评分。`],
  'risk.model_other_version': () => [t`模型文件是别的版本的。`, t`请重新训练；在此之前由评分卡评分。`],
}
