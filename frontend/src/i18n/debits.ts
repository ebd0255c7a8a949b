/** Words of debit return files: what became of a row, why it was refused, and of contradictions. */
import { t } from '@lingui/core/macro'
import { wordOf } from './words'

export const verdictWord = wordOf({
  accepted: () => t`扣款成功`,
  known: () => t`已知的缴费`,
  failed: () => t`扣款失败`,
  reversed: () => t`扣款冲正`,
  refused: () => t`未收下`,
})

export const takingStepWord = wordOf({
  debit_rows: () => t`逐行核对`,
  debit_dues: () => t`更新应收清单`,
  debit_repair: () => t`开始修复`,
})

export const debitColumnWord = wordOf({
  record: () => t`整行`,
  policy_no: () => t`保单号`,
  number: () => t`期次`,
  due_on: () => t`应缴日`,
  amount: () => t`金额`,
  currency: () => t`币种`,
  debit_on: () => t`扣款日`,
  result: () => t`结果`,
  reason: () => t`原因`,
})

export const refusalWord = wordOf({
  'debit.bad_row': () => t`列数不对，或不是明细行`,
  'debit.bad_value': () => t`这一列的值无法读取`,
  'debit.unknown_policy': () => t`没有这张保单`,
  'debit.unknown_instalment': () => t`这张保单没有这一期`,
  'debit.other_due_date': () => t`应缴日与保单的不同`,
  'debit.other_currency': () => t`币种与保单的不同`,
  'debit.before_due': () => t`扣款日早于应缴日`,
  'debit.after_file': () => t`扣款日晚于文件日期`,
  'debit.repeated': () => t`同一期在文件里出现两次，以第一次为准`,
  'debit.paid_already': () => t`这一期已经缴清，若确实又扣款，请退还客户`,
  'debit.not_owed': () => t`这一期不再应缴，若确实扣款，请退还客户`,
  'debit.too_much': () => t`金额多于应缴`,
  'debit.too_little': () => t`金额少于应缴`,
  'debit.nothing_to_reverse': () => t`没有可冲正的银行扣款`,
  'debit.before_payment': () => t`冲正日早于缴费日`,
  'debit.unknown_reason': () => t`不认识的失败原因`,
})

export const contradictionWord = wordOf({
  unpaid_but_covered: () => t`宽限期已过未缴，仍称有效`,
  paid_but_suspended: () => t`已经缴清，仍称中止`,
  paid_but_in_grace: () => t`没有欠缴，仍称宽限期内`,
})
