/** The words about seats and those who lead them. */
import { t } from '@lingui/core/macro'
import type { Schemas } from '../api/client'
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

/** Who goes on with what was taken in. */
export function laneWord(lane: Schemas['ServiceItem']['lane']): string {
  if (lane === 'here') return t`由我们受理。`
  return lane === 'phone' ? t`客户在自己手机上确认。` : t`须到柜面或用官方 App 办理。`
}

/** By when he is answered. */
export const answeredWithin = ({ days, working }: Pick<Schemas['ServiceItem'], 'days' | 'working'>): string => (working ? t`${days} 个工作日内答复` : t`${days} 日内答复`)

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

/** What a photo or a paper came with: what was asked for, or a visit. */
export const attachmentWord = ({ zh, en, item }: { zh: string | null; en: string | null; item: string }): string =>
  item === 'visit' ? t`上门面访` : item === 'signature' ? t`客户签名` : zh === null || en === null ? item : ruleWord({ zh, en })

/** What it shows, where somebody said so; else what it came with. */
export const shownWord = (one: { zh: string | null; en: string | null; item: string; paper_zh: string | null; paper_en: string | null }): string =>
  one.paper_zh === null || one.paper_en === null ? attachmentWord(one) : ruleWord({ zh: one.paper_zh, en: one.paper_en })
