import { useLingui as useLanguage } from '@lingui/react'
import { Trans, useLingui } from '@lingui/react/macro'
import type { VisitRequest } from '../../api/field'
import { dateTime, hoursAndMinutes } from '../../i18n/format'
import { requestReasonWord, requestStateWord, returnReasonWord, visitOutcomeWord } from '../../i18n/work'
import { Icon } from '../../ui/icons'
import { useNow } from '../../ui/now'

const LOOKS: Record<string, string> = {
  pending: 'badge badge-warn',
  accepted: 'badge badge-good',
  done: 'badge badge-good',
  returned: 'badge badge-bad',
  expired: 'badge badge-bad',
}

export function RequestBadge({ state }: { state: string }) {
  useLanguage()
  return <span className={LOOKS[state] ?? 'badge'}>{requestStateWord(state)}</span>
}

/** How long a specialist still has to answer. */
export function AnswerTime({ request }: { request: VisitRequest }) {
  const now = useNow(30_000)
  const left = Date.parse(request.accept_by) - now
  if (request.state !== 'pending') return null
  return (
    <span className={left < 3_600_000 ? 'late timer' : 'soft timer'} role="timer">
      <Icon name="clock" size={14} />
      {left > 0 ? <Trans>还剩 {hoursAndMinutes(left)}</Trans> : <Trans>接单时限已过</Trans>}
    </span>
  )
}

/** What happened to a request, and who answered it. */
export function RequestNews({ request }: { request: VisitRequest }) {
  const { t } = useLingui()
  const { state, specialist, answered_at, returned_reason, outcome, closed_at } = request
  const what = [
    state === 'pending' && t`等待专员答复`,
    state === 'returned' && returned_reason && t`退回原因：${returnReasonWord(returned_reason)}`,
    outcome && t`面访结果：${visitOutcomeWord(outcome)}`,
  ]
  const when = closed_at ?? answered_at
  return (
    <div>
      {what.filter(Boolean).join('；')}
      {when && <div className="soft">{[specialist, dateTime(when)].filter(Boolean).join(' · ')}</div>}
    </div>
  )
}

/** One request with its state, for the screen of the call that raised it. */
export function RequestState({ request }: { request: VisitRequest }) {
  return (
    <div className="stack-tight">
      <div className="row">
        <strong>
          <Trans>转上门</Trans>
        </strong>
        <span>{requestReasonWord(request.reason)}</span>
        <RequestBadge state={request.state} />
        <AnswerTime request={request} />
      </div>
      <RequestNews request={request} />
    </div>
  )
}
