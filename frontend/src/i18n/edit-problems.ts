/** What the server refuses or remarks when a draft is edited by hand. */
import { t } from '@lingui/core/macro'
import { count } from './format'

type Params = Record<string, unknown>

const cells = (params: Params) => (Array.isArray(params['cells']) ? params['cells'].join('、') : String(params['numbers'] ?? ''))
const cell = (params: Params) => String(params['number'] ?? '')

export const EDIT_TEXTS: Record<string, (params: Params) => [what: string, todo: string]> = {
  'plan.no_such_cells': (params) => [t`方案中没有这些网格：${cells(params)}。`, t`请刷新，选择还在的网格。`],
  'plan.cell_locked': (params) => [t`锁定的网格不能改动：${cells(params)}。`, t`请先解锁，或避开它们。`],
  'plan.edit_nothing': () => [t`没有说明要改什么。`, t`请画一笔、圈一片或选地点；拆分请画线或填份数。`],
  'plan.edit_nobody': () => [t`那里没有其他网格的地点。`, t`请涂过要调整的地点，或加大笔刷。`],
  'plan.edit_empties': (params) => [t`网格 ${cell(params)} 会一位客户也不剩。`, t`要全部并过去请用合并，否则请留下一些地点。`],
  'plan.edit_outside': () => [t`画在了城市之外。`, t`请画在方案的网格上。`],
  'plan.edit_crossed': () => [t`画的边界自己交叉了。`, t`请重画，不要交叉。`],
  'plan.edit_in_pieces': (params) => [t`网格 ${cell(params)} 会断成几块。`, t`请把中间的也涂上，或少涂一些。`],
  'plan.edit_broken': () => [t`这样改，网格之间就不能严丝合缝。`, t`请换个画法，离原边界远几米。`],
  'plan.edit_apart': (params) => [t`网格 ${cells(params)} 不相连。`, t`请合并相邻的网格。`],
  'plan.edit_barrier': (params) => [t`网格 ${cells(params)} 之间隔着方案不跨越的水域、道路或区界。`, t`请合并同一侧的网格。`],
  'plan.edit_line_misses': (params) => [t`这条线没有把网格 ${cell(params)} 分成两块。`, t`请从网格外画起，只穿过一次，画到网格外。`],
  'plan.edit_side_empty': (params) => [t`网格 ${cell(params)} 的一侧没有客户。`, t`请让线的两侧都有地点。`],
  'plan.edit_too_many_parts': (params) =>
    Number(params['most']) < 2
      ? [t`网格 ${cell(params)} 只有一个地点。`, t`它不能再拆分。`]
      : [t`网格 ${cell(params)} 只有 ${count(Number(params['places'] ?? 0))} 个地点。`, t`最多分成 ${count(Number(params['most'] ?? 0))} 份。`],
  'plan.edit_no_hours': () => [t`这个方案按工时划，但没有保存各地点的工时。`, t`请重新按工时划一套，再改那一套。`],
  'plan.cell_in_use': (params) => [t`网格 ${cell(params)} 不能并掉：在它里面做过工作，或有方案以它为基础。`, t`合并时请先选它，保留它的编号。`],
  'plan.name_taken': (params) => [params['number'] == null ? t`名称是空的。` : t`网格 ${cell(params)} 已经叫这个名称。`, t`请换一个名称。`],
  'plan.nothing_to_undo': () => [t`没有可以撤销的修改。`, ''],
  'plan.nothing_to_redo': () => [t`没有可以恢复的修改。`, ''],
  'plan.broken': (params) => [t`方案没有通过检查（${String(params['figure'] ?? '')}）。`, t`请撤销最近的修改，再审核或发布。`],
  'plan.beyond_tolerance': (params) => [t`超出允许偏差的网格：${cells(params)}。`, ''],
  'plan.crosses_barrier': (params) => [t`跨越了水域、道路或区界的网格：${cells(params)}。`, ''],
}
