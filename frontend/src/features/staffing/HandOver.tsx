import { useLingui } from '@lingui/react/macro'
import type { StaffedCell } from '../../api/desk'
import { dayShort, daysUntil } from '../../i18n/format'

/** Whether whoever took over a cell has confirmed its customers. */
export function HandOver({ handover }: { handover: StaffedCell['handover'] }) {
  const { t } = useLingui()
  if (!handover) return <span className="soft">–</span>
  if (handover.accepted_at) return <span className="badge badge-good">{t`已确认`}</span>
  const isLate = daysUntil(handover.due_on) < 0
  return (
    <>
      <span className={isLate ? 'badge badge-bad' : 'badge badge-warn'}>{isLate ? t`逾期未确认` : t`待确认`}</span>
      <div className="soft">{t`${dayShort(handover.due_on)} 前`}</div>
    </>
  )
}
