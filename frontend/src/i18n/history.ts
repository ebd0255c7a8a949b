/** Words of a policy's story: what was learnt, what changed its state, and the state of an instalment. */
import { t } from '@lingui/core/macro'
import { wordOf } from './words'

export const eventWord = wordOf({
  opened: () => t`首次得知保单`,
  state: () => t`保单状态改变`,
  terms: () => t`保费或缴至日期改变`,
  due: () => t`得知应缴`,
  paid: () => t`已缴`,
  lent: () => t`自动垫交`,
  failed: () => t`扣款失败`,
  repaid: () => t`垫交已还`,
  reversed: () => t`扣款冲正`,
  corrected: () => t`更正`,
})

export const causeWord = wordOf({
  grace_begins: () => t`应缴日已过，宽限期开始`,
  paid: () => t`保费缴清`,
  lent: () => t`现金价值垫交保费`,
  loan_repaid: () => t`垫交的保费已还清`,
  cover_ends: () => t`宽限期满未缴，或垫交用尽现金价值`,
  reinstated: () => t`欠缴缴清，次日零时恢复效力`,
  ended: () => t`合同终止或转出`,
  reduced: () => t`办理减额交清`,
})

export const instalmentStateWord = wordOf({
  upcoming: () => t`未到期`,
  due: () => t`今日应缴`,
  in_grace: () => t`宽限期内`,
  paid: () => t`已缴`,
  apl_paid: () => t`垫交`,
  waived: () => t`豁免`,
  suspended: () => t`中止未缴`,
  cancelled: () => t`不再应缴`,
})
