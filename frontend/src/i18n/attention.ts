/** What waits for a supervisor, in words: what was done, and why it was not simply applied. */
import { t } from '@lingui/core/macro'
import type { Attention } from '../api/desk'
import { dateTime, day } from './format'
import { receiptText } from './receipts'
import { detailWord } from './service'

const TIMES: Record<string, { label: () => string; text: (value: string) => string }> = {
  starts_at: { label: () => t`约定时间`, text: dateTime },
  promised_on: { label: () => t`承诺缴费日`, text: day },
  next_on: { label: () => t`下一步日期`, text: day },
}

/** What is to be when, or how the customer is to be reached: its name and its text. */
export function attentionFact({ name, value }: Attention['facts'][number]): [label: string, text: string] {
  const time = TIMES[name]
  return time ? [time.label(), time.text(value)] : [t`新的${detailWord(name)}`, value]
}

/** Kinds about one's own messages and about a whole cell. */
const WITHOUT_CUSTOMER = new Set(['message.read', 'message.reply', 'handover.accept'])

/** Whom it is about, where he cannot be shown. */
export function nobodyShown(kind: string): string {
  return WITHOUT_CUSTOMER.has(kind) ? t`没有指明客户` : t`不在您的网格里`
}

/** Why it waits, said to whoever decides; the receipts say it to whoever did it. */
export function attentionWhy(code: string | null): string {
  return code === null ? '' : (TO_SUPERVISOR[code]?.() ?? receiptText(code))
}

const TO_SUPERVISOR: Record<string, () => string> = {
  'kind.unknown': () => t`服务器不认识这类内容。`,
  'customer.not_in_cell': () => t`当时客户不在他负责或代管的网格里。`,
  'account.no_specialist': () => t`他的账号没有对应的专员。`,
  'clock.ahead': () => t`平板的时间比实际快。`,
  'clock.behind': () => t`记录太旧，超过了可以直接生效的天数。`,
  'recommendation.closed': () => t`当时暂不可推荐，答复没有记下。`,
  'recommendation.not_offered': () => t`当时不会推荐这款产品，答复没有记下。`,
  'undo.unknown': () => t`他没有为这位客户上传过这条记录，没有撤回。`,
  'undo.built_on': () => t`已有人在办理，没有撤回。`,
  'memo.not_found': () => t`没有发给他的这条消息。`,
  'handover.not_found': () => t`没有这次移交，或不是移交给他的。`,
}
