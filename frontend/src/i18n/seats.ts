/** The words about seats and those who lead them. */
import { t } from '@lingui/core/macro'
import { currentLocale } from './index'

const STATES: Record<string, () => string> = {
  on_call: () => t`通话中`,
  ready: () => t`就绪`,
  after_call: () => t`话后处理`,
  break: () => t`小休`,
  away: () => t`休假`,
  absent: () => t`未登录`,
}

export const seatStateWord = (state: string): string => STATES[state]?.() ?? state

/** A rule file has its words in both languages. */
export const ruleWord = (words: { zh: string; en: string }): string => (currentLocale() === 'en' ? words.en : words.zh)
