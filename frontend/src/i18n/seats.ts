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
/** What has to be asked for at once. */
export const asksWord = (item: { asks_zh: string; asks_en: string }): string => (currentLocale() === 'en' ? item.asks_en : item.asks_zh)

const MATTER_STATES: Record<string, () => string> = {
  open: () => t`待处理`,
  looked_at: () => t`处理中`,
  confirmed: () => t`已办结`,
  dismissed: () => t`不予办理`,
}

const SUSPICION_STATES: Record<string, () => string> = {
  ...MATTER_STATES,
  confirmed: () => t`查实`,
  dismissed: () => t`排除`,
}

export const matterStateWord = (state: string, kind: string): string => (kind === 'organised_surrender' ? SUSPICION_STATES : MATTER_STATES)[state]?.() ?? state

export const ruleWord = (words: { zh: string; en: string }): string => (currentLocale() === 'en' ? words.en : words.zh)
