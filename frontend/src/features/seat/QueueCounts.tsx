import { useLingui } from '@lingui/react/macro'
import type { Queue } from '../../api/desk'
import { count, dateTime } from '../../i18n/format'
import { Figure, Figures } from '../../ui/Figures'

export function QueueCounts({ counts }: { counts: Queue['counts'] }) {
  const { t } = useLingui()
  return (
    <section className="card queue-counts" aria-label={t`名单概况`}>
      <Figures>
        <Figure label={t`待呼`} value={count(counts.waiting)} note={t`人`} />
        <Figure label={t`通话中`} value={count(counts.claimed)} note={t`已被坐席领取`} />
        <Figure label={t`已逾期`} value={count(counts.overdue)} note={t`应在今天以前呼出`} />
        <Figure label={t`回拨到点`} value={count(counts.callbacks_due)} note={t`与客户约好的时间`} />
        <Figure label={t`稍后再呼`} value={count(counts.later)} {...(counts.next_at ? { note: t`最早 ${dateTime(counts.next_at)}` } : {})} />
        <Figure label={t`我今天通话`} value={count(counts.calls_today)} note={t`通`} />
      </Figures>
    </section>
  )
}
