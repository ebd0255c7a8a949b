import { useLingui } from '@lingui/react/macro'
import type { Week } from '../../api/week'
import { count, dayShort } from '../../i18n/format'
import type { Added } from '../../sync/week'
import { useIsNarrow } from '../../ui/narrow'
import { Table, type Column } from '../../ui/Table'

type Day = Week['days'][number]

/** Day by day: planned beside done, and what is not confirmed yet. Where its columns have no room side by side, each day stands by itself. */
export function WeekDays({ week, added }: { week: Week; added: Map<string, Added> }) {
  const { t } = useLingui()
  const isNarrow = useIsNarrow()
  const plus = (row: Day, name: keyof Added) => {
    const many = added.get(row.day)?.[name] ?? 0
    return (
      <>
        {count(row[name])}
        {many > 0 && <span className="badge badge-warn week-added">{t`+${count(many)} 待确认`}</span>}
      </>
    )
  }
  const columns: Column<Day>[] = [
    { key: 'day', header: t`日期`, unbroken: true, cell: (row) => dayShort(row.day) },
    { key: 'planned', header: t`待办任务`, cell: (row) => count(row.planned), numeric: true },
    { key: 'tasks', header: t`完成任务`, cell: (row) => count(row.tasks), numeric: true },
    { key: 'appointments', header: t`约访（已赴约）`, cell: (row) => t`${count(row.appointments)}（${count(row.appointments_kept)}）`, numeric: true },
    { key: 'visits', header: t`面访`, cell: (row) => plus(row, 'visits'), numeric: true },
    { key: 'calls', header: t`电话和微信`, cell: (row) => plus(row, 'calls'), numeric: true },
    { key: 'promises', header: t`承诺缴费`, cell: (row) => plus(row, 'promises'), numeric: true },
  ]
  if (!isNarrow) return <Table caption={t`一周各天`} columns={columns} rows={week.days} rowKey={(row) => row.day} />
  const [, ...figures] = columns
  return (
    <ul className="week-days" aria-label={t`一周各天`}>
      {week.days.map((row) => (
        <li key={row.day} className="card">
          <h2>{dayShort(row.day)}</h2>
          <dl>
            {figures.map(({ key, header, cell }) => (
              <div key={key} className="row">
                <dt className="soft">{header}</dt>
                <dd className="row-end number">{cell(row)}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}
