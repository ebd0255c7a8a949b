/** What an import finds in a row, in words. */
import { t } from '@lingui/core/macro'
import type { Schemas } from '../api/client'

export function findingText(code: string): string | undefined {
  return FINDINGS[code]?.()
}

export function severityWord(severity: Schemas['IssueOut']['severity']): string {
  return { refused: t`退回`, repaired: t`修复`, noted: t`提示` }[severity]
}

const FINDINGS: Record<string, () => string> = {
  'import.too_few_columns': () => t`列数不足`,
  'import.too_many_columns': () => t`列数过多`,
  'import.truncated': () => t`文件在这一行中断`,
  'import.fewer_rows': () => t`行数少于交付清单，文件可能被截断`,
  'import.full_sheet': () => t`工作表已写满，放不下的行不在文件里`,
  'import.number_lost_zeros': () => t`编号在表格里成了数字，前面的 0 丢失`,
  'import.number_lost_digits': () => t`编号被取成近似数，末几位丢失`,
  'import.nul_character': () => t`值里有无法保存的字符`,
  'import.missing_value': () => t`必填值为空`,
  'import.impossible_date': () => t`日期不存在`,
  'import.not_a_date': () => t`不是日期`,
  'import.not_a_number': () => t`不是数字`,
  'import.unknown_value': () => t`不认识的取值`,
  'import.unknown_frame': () => t`不认识的坐标系`,
  'import.impossible_position': () => t`坐标不存在`,
  'import.unknown_reference': () => t`引用的记录不存在或已退回`,
  'import.repeated_key': () => t`编号重复，内容不同`,
  'correction.newer_known': () => t`账上已有更新的记录`,
  'import.newer_known': () => t`账上的记录比这次交付新，保持不变`,
  'import.repeated_row': () => t`整行重复，只计一次`,
  'gazetteer.other_district': () => t`小区坐标不在所标的区`,
  'gazetteer.outside_city': () => t`小区坐标不在本市`,
  'gazetteer.unknown_district': () => t`不认识的区名，以坐标为准`,
}
