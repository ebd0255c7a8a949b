import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { driftQuery } from '../../api/plans'
import type { Plan } from '../../api/queries'
import { count, percent, signedPercent } from '../../i18n/format'
import { useMay } from '../../session/may'
import { ErrorNotice, Notice } from '../../ui/Notice'

/** The cells in force whose share of the customers has changed too much, and the plan that is proposed to even them out. */
export function Drift({ plan }: { plan: Plan }) {
  const mayBuild = useMay('build')
  const drift = useQuery(driftQuery(plan.id))
  if (drift.error) return <ErrorNotice error={drift.error} />
  if (!drift.data) return null
  const { cells, tolerated, proposal } = drift.data
  const beyond = cells.filter((cell) => Math.abs(cell.drift) > tolerated).toSorted((a, b) => Math.abs(b.drift) - Math.abs(a.drift))
  if (beyond.length === 0 && !proposal) return null
  return (
    <Notice tone="warn">
      {beyond.length > 0 && (
        <details>
          <summary>
            <Trans>
              负荷变化超过 {percent(tolerated, 1, 0)} 的网格：{count(beyond.length)}
            </Trans>
          </summary>
          <ul>
            {beyond.map((cell) => (
              <li key={cell.number}>
                <Link to="/grid" search={{ plan: plan.id, cell: cell.number }}>
                  {cell.number} {cell.name}
                </Link>{' '}
                {signedPercent(cell.drift)} <span className="soft">{`${count(cell.built)} → ${count(cell.now)}`}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {proposal && (
        <span>
          <Trans>
            系统建议了调整方案 v{proposal.version}，{count(proposal.moved)} 位客户换网格。
          </Trans>{' '}
          {mayBuild && (
            <Link to="/grid/compare" search={{ plan: proposal.id }}>
              <Trans>对比</Trans>
            </Link>
          )}
        </span>
      )}
    </Notice>
  )
}
