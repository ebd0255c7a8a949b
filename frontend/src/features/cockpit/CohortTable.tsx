import { useLingui } from '@lingui/react/macro'
import { useSearch } from '@tanstack/react-router'
import { verdictWord } from '../../i18n/cockpit'
import { count, dayShort, money, month, percent } from '../../i18n/format'
import { Table, type Column } from '../../ui/Table'
import type { Cohort } from './chart'
import { RowsLink } from './RowsLink'

export function CohortTable({ cohorts }: { cohorts: Cohort[] }) {
  const { t } = useLingui()
  const { pay, owner } = useSearch({ from: '/shell/cockpit' })
  const formula = { ...(pay && { pay }), ...(owner && { owner }) }
  const columns: Column<Cohort>[] = [
    {
      key: 'month',
      header: t`生效月`,
      cell: (cohort) => <RowsLink rows={{ of: 'persistency', month: cohort.cohort_month, ...formula }}>{month(cohort.cohort_month)}</RowsLink>,
      sort: (cohort) => cohort.cohort_month,
    },
    {
      key: 'rate',
      header: t`继续率`,
      cell: (cohort) => <strong>{cohort.rate === null ? '–' : percent(cohort.rate)}</strong>,
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
            <div className="soft">{t`${dayShort(cohort.final_on)} 后为终值，${count(cohort.open_policies)} 张未定`}</div>
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
      key: 'count',
      header: t`按件数`,
      cell: (cohort) => (
        <>
          {cohort.rate_by_count === null ? '–' : percent(cohort.rate_by_count)}
          <div className="soft">
            {count(cohort.received_policies)} / {count(cohort.policies)}
          </div>
        </>
      ),
      sort: (cohort) => cohort.rate_by_count ?? -1,
      numeric: true,
    },
    { key: 'excluded', header: t`未计入`, cell: (cohort) => <Excluded cohort={cohort} formula={formula} />, sort: (cohort) => total(cohort), numeric: true },
  ]
  return <Table caption={t`13个月继续率`} columns={columns} rows={cohorts} rowKey={(cohort) => cohort.cohort_month} sortedBy={{ key: 'month', descending: true }} />
}

const total = (cohort: Cohort) => Object.values(cohort.excluded).reduce((sum, many) => sum + many, 0)

function Excluded({ cohort, formula }: { cohort: Cohort; formula: { pay?: 'all'; owner?: 'agent' | 'nobody' } }) {
  const reasons = Object.entries(cohort.excluded)
  if (reasons.length === 0) return <>–</>
  return (
    <details className="excluded">
      <summary>{count(total(cohort))}</summary>
      <ul>
        {reasons.map(([verdict, many]) => (
          <li key={verdict}>
            <RowsLink rows={{ of: 'persistency', month: cohort.cohort_month, verdict, ...formula }}>
              {verdictWord(verdict)} {count(many)}
            </RowsLink>
          </li>
        ))}
      </ul>
    </details>
  )
}
