import { Trans, useLingui } from '@lingui/react/macro'
import { Link, useSearch } from '@tanstack/react-router'
import type { Staffing } from '../../api/desk'
import { count } from '../../i18n/format'

// Else the link to all cells would be current on every tab.
const EXACT = { exact: true }

export function StaffingTabs({ staffing }: { staffing: Staffing }) {
  const { t } = useLingui()
  const { tab } = useSearch({ from: '/shell/staffing' })
  return (
    <nav className="tabs" aria-label={t`配队伍`}>
      <Link to="/staffing" search={{}} activeOptions={EXACT} className="tab" aria-current={tab ? undefined : 'page'}>
        <Trans>全部网格</Trans>
        {staffing.vacant > 0 && (
          <span className="badge badge-warn">
            <Trans>空 {count(staffing.vacant)}</Trans>
          </span>
        )}
      </Link>
      <Link to="/staffing" search={{ tab: 'specialists' }} activeOptions={EXACT} className="tab" aria-current={tab ? 'page' : undefined}>
        <Trans>专员</Trans>
        <span className="badge">{count(staffing.specialists.length)}</span>
      </Link>
    </nav>
  )
}
