import { Trans } from '@lingui/react/macro'
import { clockTime } from '../../i18n/format'
import { Icon } from '../../ui/icons'
import { useNow } from '../../ui/now'

const SHORT_MS = 60_000

/** How long the customer stays in the seat's hand. */
export function LeaseLeft({ until }: { until: string | null }) {
  const now = useNow()
  const left = until === null ? 0 : Date.parse(until) - now
  const look = left <= 0 ? 'badge badge-bad' : left < SHORT_MS ? 'badge badge-warn' : 'badge'
  return (
    <span className={look} role="timer">
      <Icon name="clock" size={14} />
      {left > 0 ? <Trans>保留 {clockTime(left)}</Trans> : <Trans>领取已到期</Trans>}
    </span>
  )
}
