/** The words of whom to treat: actions, and why one was chosen or not. */
import { t } from '@lingui/core/macro'

type Words = Record<string, () => string>

const word = (words: Words, key: string): string => words[key]?.() ?? key

const ACTIONS: Words = {
  none: () => t`不联系`,
  message: () => t`发消息`,
  call: () => t`打电话`,
  offer: () => t`打电话，谈办法`,
  visit: () => t`上门`,
}
export const actionWord = (key: string) => word(ACTIONS, key)

const REASONS: Words = {
  best: () => t`期望价值最高`,
  next_best: () => t`最好的做法没有余力，改用次好的`,
  held_out: () => t`抽签留作对照，不主动联系`,
  not_worth: () => t`联系的花费高于期望价值`,
  budget: () => t`触达额度已用完`,
  capacity: () => t`坐席或专员的时间已排满`,
  other_due: () => t`这次联系是为了他的另一笔应缴`,
}
export const decisionWord = (key: string) => word(REASONS, key)
