/** What is refused to seats and those who lead them, in words: what happened, and what to do. */
import { t } from '@lingui/core/macro'
import { count, day } from './format'

type Params = Record<string, unknown>
type Text = (params: Params) => [what: string, todo: string]

const number = (params: Params, key: string) => count(Number(params[key] ?? 0))

export const SEAT_TEXTS: Record<string, Text> = {
  'seat.not_ready': () => [t`您现在不是就绪状态。`, t`请先切换到就绪，再呼叫下一位。`],
  'seat.absent': (params) => [t`${String(params['name'] ?? '')} 现在不在岗。`, t`请选择在岗的坐席。`],
  'move.goes_nowhere': () => [t`公共名单里的客户只能分给坐席。`, t`请至少选择一名接手的坐席。`],
  'move.to_itself': () => [t`不能把客户分给原来的坐席。`, t`请在接手的坐席里去掉他。`],
  'move.nothing': (params) => [
    t`没有可以调派的客户：通话中 ${number(params, 'on_call')} 位，没有坐席能接 ${number(params, 'without_room')} 位。`,
    t`请放宽条件，或选择更多坐席。`,
  ],
  'move.not_found': () => [t`没有这次调派，或不是您做的。`, t`请刷新页面。`],
  'move.undone': () => [t`这次调派已经撤销。`, t`请刷新页面。`],
  'matter.not_found': () => [t`没有这个事项，或不在您的范围内。`, t`请刷新列表。`],
  'matter.decided': () => [t`已有人处理了这个事项。`, t`请刷新列表。`],
  'matter.answer_missing': () => [t`不予办理须说明原因。`, t`请填写原因。`],
  'draw.too_many': (params) => [t`每名坐席一次最多抽 ${number(params, 'most')} 通。`, t`请减少数量。`],
  'draw.nothing': (params) => [t`${day(String(params['day']))} 没有可抽的通话。`, t`请换一天。`],
  'review.not_found': () => [t`没有这通抽检，或不在您的范围内。`, t`请刷新列表。`],
  'review.own': () => [t`不能给自己的通话打分。`, t`请让同事打分。`],
  'score.wrong': () => [t`有的项目没有打分，或超出了范围。`, t`请给每一项打分。`],
}
