/** What is refused about trained models, in words: what happened, and what to do. */
import { beside } from './beside'
import { count } from './format'

type Params = Record<string, unknown>
type Text = (params: Params) => [what: string, todo: string]

const figure = (params: Params, key: string) => count(Number(params[key] ?? 0))

export const RISK_TEXTS: Record<string, Text> = {
  'risk.no_extra': () => [beside('服务器没有安装模型组件。', 'The server lacks the libraries of models.'), beside('请管理员安装 gridward[ml]；评分卡不受影响。', 'Ask the administrator to install gridward[ml]; the points card works without it.')],
  'risk.no_lapse': (params) => [beside(`${figure(params, 'rows')} 条学习数据中只有一种结果。`, `All ${figure(params, 'rows')} rows to learn from ended the same way.`), beside('请检查导入的缴费记录，或继续使用评分卡。', 'Check the imported payments, or stay with the points card.')],
  'risk.too_few': (params) => [
    beside(`${figure(params, 'rows')} 条学习数据中只有 ${figure(params, 'lapses')} 条未缴，太少。`, `Among ${figure(params, 'rows')} rows to learn from only ${figure(params, 'lapses')} were unpaid: too few.`),
    beside('请导入更长的缴费历史，或继续使用评分卡。', 'Import a longer history of payments, or stay with the points card.'),
  ],
  'risk.too_short': (params) => [beside(`只有 ${figure(params, 'months')} 个应缴月满了宽限期，太少。`, `Only ${figure(params, 'months')} due months are past their grace: too few.`), beside('请导入更长的缴费历史，或继续使用评分卡。', 'Import a longer history of payments, or stay with the points card.')],
  'risk.nothing_known': () => [beside('学习数据全是空的。', 'All data to learn from are empty.'), beside('请检查导入的缴费记录，或继续使用评分卡。', 'Check the imported payments, or stay with the points card.')],
  'risk.feature_missing': (params) => [beside(`数据中没有「${String(params['feature'])}」。`, `The data lack “${String(params['feature'])}”.`), beside('请重新训练；在此之前由评分卡评分。', 'Train again; until then the points card judges.')],
  'risk.training': (params) => [beside(`模型 ${String(params['number'])} 正在训练。`, `Model ${String(params['number'])} is being trained.`), beside('请等它完成。', 'Wait until it is done.')],
  'risk.not_trained': (params) => [beside(`模型 ${String(params['number'])} 没有训练好。`, `Model ${String(params['number'])} is not trained.`), beside('请从列表中选择。', 'Choose from the list.')],
  'risk.gate': (params) => [beside(`模型 ${String(params['number'])} 在最近的应缴月检验不合格。`, `Model ${String(params['number'])} fails its checks in the newest due months.`), beside('请继续使用现在的评分方式，下个月满宽限期后再训练。', 'Stay with what judges now, and train again when the next month is past its grace.')],
  'risk.model_not_found': (params) => [beside(`没有模型 ${String(params['number'])}。`, `There is no model ${String(params['number'])}.`), beside('请从列表中选择。', 'Choose from the list.')],
  'risk.not_approved': (params) => [beside(`模型 ${String(params['number'])} 还没有批准。`, `Model ${String(params['number'])} is not approved.`), beside('请先批准。', 'Approve it first.')],
  'risk.in_force': () => [beside('它正在使用。', 'It is in use.'), beside('请从列表中选择。', 'Choose from the list.')],
  'risk.model_unreadable': () => [beside('模型文件损坏。', 'The model’s file is damaged.'), beside('请重新训练；在此之前由评分卡评分。', 'Train again; until then the points card judges.')],
  'risk.model_other_version': () => [beside('模型文件是别的版本的。', 'The model’s file is of another version.'), beside('请重新训练；在此之前由评分卡评分。', 'Train again; until then the points card judges.')],
}
