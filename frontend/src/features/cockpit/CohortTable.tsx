import { useLingui } from '@lingui/react/macro'
import type { Switches } from '../../address/desk'
import type { Cohort } from '../../api/persistency'
import { verdictWord } from '../../i18n/cockpit'
import { count, day, money, month, percent } from '../../i18n/format'
import { Table, type Column } from '../../ui/Table'
import { RowsLink } from './RowsLink'

/** Cohorts in figures, each of which opens to its policies; `how` they are counted goes with them. */
export function CohortTable({ cohorts, how }: { cohorts: Cohort[]; how: Switches }) {
  const { t } = useLingui()
  const columns: Column<Cohort>[] = [
    {
      key: 'month',
      header: t`生效月`,
      cell: (cohort) => <RowsLink rows={{ of: 'persistency', month: cohort.cohort_month, ...how }}>{month(cohort.cohort_month)}</RowsLink>,
      sort: (cohort) => cohort.cohort_month,
    },
    {
      key: 'rate',
      header: t`继续率`,
      cell: (cohort) => (
        <>
          <strong>{shareOf(cohort.rate)}</strong>
          {!cohort.final && <div className="soft">{t`已定部分 ${shareOf(cohort.closed_rate)}`}</div>}
        </>
      ),
      sort: (cohort) => cohort.rate ?? -1,
      numeric: true,
    },
    {
      key: 'final',
      header: t`口径状态`,
      cell: (cohort) =>
        cohort.final ? (
          <span className="badge badge-good">{t`终值`}</span>
        ) : (
          <>
            <span className="badge badge-warn">{t`暂估`}</span>
            <div className="soft">{t`${day(cohort.final_on)} 后为终值`}</div>
          </>
        ),
      sort: (cohort) => cohort.final_on,
    },
    {
      key: 'premium',
      header: t`应收`,
      cell: (cohort) => money(Math.round(Number(cohort.premium))),
      sort: (cohort) => Number(cohort.premium),
      numeric: true,
    },
    {
      key: 'received',
      header: t`按时收到`,
      cell: (cohort) => money(Math.round(Number(cohort.received_premium))),
      sort: (cohort) => Number(cohort.received_premium),
      numeric: true,
    },
    { key: 'count', header: t`按件数`, cell: (cohort) => shareOf(cohort.rate_by_count), sort: (cohort) => cohort.rate_by_count ?? -1, numeric: true },
    ...[
      { verdict: 'paid' as const, header: t`已缴件数` },
      { verdict: 'unpaid' as const, header: t`未缴件数` },
      { verdict: 'open' as const, header: t`未定件数` },
    ].map(({ verdict, header }) => ({
      key: verdict,
      header,
      cell: (cohort: Cohort) => (
        <RowsLink rows={{ of: 'persistency', month: cohort.cohort_month, verdict, ...how }}>{count(cohort[`${verdict}_policies`])}</RowsLink>
      ),
      sort: (cohort: Cohort) => cohort[`${verdict}_policies`],
      numeric: true,
    })),
    { key: 'excluded', header: t`未计入`, cell: (cohort) => <Excluded cohort={cohort} how={how} />, sort: (cohort) => total(cohort), numeric: true },
  ]
  return <Table caption={t`各生效月的继续率`} columns={columns} rows={cohorts} rowKey={(cohort) => cohort.cohort_month} sortedBy={{ key: 'month', descending: true }} />
}

const shareOf = (rate: number | null) => (rate === null ? '–' : percent(rate))

const total = (cohort: Cohort) => Object.values(cohort.excluded).reduce((sum, many) => sum + many, 0)

function Excluded({ cohort, how }: { cohort: Cohort; how: Switches }) {
  const reasons = Object.entries(cohort.excluded)
  if (reasons.length === 0) return <>–</>
  return (
    <details className="excluded">
      <summary>{count(total(cohort))}</summary>
      <ul>
        {reasons.map(([verdict, many]) => (
          <li key={verdict}>
            <RowsLink rows={{ of: 'persistency', month: cohort.cohort_month, verdict, ...how }}>
              {verdictWord(verdict)} {count(many)}
            </RowsLink>
          </li>
        ))}
      </ul>
    </details>
  )
}
