/** What is done to cells by hand, in words. */
import { t } from '@lingui/core/macro'
import { count } from './format'

type Params = Record<string, unknown>

const TOOLS: Record<string, () => string> = {
  choose: () => t`选择`,
  paint: () => t`画笔`,
  lasso: () => t`套索`,
  merge: () => t`合并`,
  split: () => t`划线拆分`,
  parts: () => t`均分`,
  draw: () => t`画新格`,
  reshape: () => t`移边界`,
  lock: () => t`锁定`,
  rename: () => t`改名`,
}
export const toolWord = (tool: string) => TOOLS[tool]?.() ?? tool

const numbers = (value: unknown) => (Array.isArray(value) ? value.join(t`、`) : '')
const text = (value: unknown) => String(value ?? '')

const STEPS: Record<string, (params: Params) => string> = {
  move: ({ to, customers }) => t`${count(Number(customers ?? 0))} 位客户移到网格 ${text(to)}`,
  merge: ({ cells }) => t`合并网格 ${numbers(cells)}`,
  split: ({ cell }) => t`拆分网格 ${text(cell)}`,
  draw: ({ cell }) => t`画出网格 ${text(cell)}`,
  reshape: ({ cell }) => t`移动网格 ${text(cell)} 的边界`,
  rename: ({ cell, name }) => t`网格 ${text(cell)} 改名为“${text(name)}”`,
  lock: ({ cells, locked }) => (locked ? t`锁定网格 ${numbers(cells)}` : t`解锁网格 ${numbers(cells)}`),
}

/** One step of the editing, as it stands in the list and on the buttons that undo and redo. */
export const stepWord = ({ kind, params }: { kind: string; params: Params }) => STEPS[kind]?.(params) ?? kind
