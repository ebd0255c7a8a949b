/** By what somebody was found. */
import { t } from '@lingui/core/macro'
import type { FoundBy } from '../../api/copy'

const WORDS: Record<FoundBy, () => string> = {
  name: () => t`姓名`,
  pinyin: () => t`拼音`,
  initials: () => t`首字母`,
  phone: () => t({ message: '电话', context: 'number' }),
  policy: () => t({ message: '保单', context: 'one' }),
  number: () => t`客户号`,
}

export const byWord = (by: FoundBy) => WORDS[by]()
