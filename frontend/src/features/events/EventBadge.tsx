import { useLingui } from '@lingui/react'
import { eventStateWord, signUpStateWord } from '../../i18n/event-words'

const EVENT: Record<string, string> = { open: 'badge badge-good', answers_over: 'badge badge-warn', closed: 'badge badge-warn', cancelled: 'badge badge-bad' }
const ANSWER: Record<string, string> = { signed_up: 'badge badge-good', attended: 'badge badge-good', waiting: 'badge badge-warn', absent: 'badge badge-bad' }

export function EventBadge({ state }: { state: string }) {
  useLingui()
  return <span className={EVENT[state] ?? 'badge'}>{eventStateWord(state)}</span>
}

export function AnswerBadge({ state }: { state: string }) {
  useLingui()
  return <span className={ANSWER[state] ?? 'badge'}>{signUpStateWord(state)}</span>
}
