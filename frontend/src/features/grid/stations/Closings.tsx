import { Trans, useLingui } from '@lingui/react/macro'
import type { Closing } from '../../../api/plans'
import { count } from '../../../i18n/format'
import { Notice } from '../../../ui/Notice'

/** What it touches that open stations close: told before somebody keeps or publishes it. */
export function Closings({ closings }: { closings: Closing[] }) {
  const { t } = useLingui()
  if (closings.length === 0) return null
  return (
    <Notice tone="warn">
      <ul className="stations-closing">
        {closings.map((one) => (
          <li key={one.station_no}>
            <Trans>
              {one.name} 将关闭，现有 {count(one.cells.length)} 格改挂其他网点。
            </Trans>
            {one.leads.length > 0 && <Trans>主管 {one.leads.join(t`、`)} 从生效日起看不到这些网格。</Trans>}
            {one.left_without.length > 0 && <Trans>{one.left_without.join(t`、`)} 不再负责任何网点，请另行安排。</Trans>}
            {one.events > 0 && <Trans>还有 {count(one.events)} 场活动定在这里，请改地点。</Trans>}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
