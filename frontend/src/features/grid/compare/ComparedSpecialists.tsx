import { Trans, useLingui } from '@lingui/react/macro'
import type { ComparedSpecialist, Comparison } from '../../../api/plans'
import { count, dateTime } from '../../../i18n/format'
import { Table, type Column } from '../../../ui/Table'

/** Who works the cells before and after, and how many customers each keeps. */
export function ComparedSpecialists({ comparison: { specialists, later } }: { comparison: Comparison }) {
  const { t } = useLingui()
  if (specialists.length === 0) return null
  const columns: Column<ComparedSpecialist>[] = [
    {
      key: 'name',
      header: t({ message: '专员', context: 'one' }),
      unbroken: true,
      cell: (one) => (
        <>
          {one.name_masked} <span className="soft">{one.staff_no}</span>
        </>
      ),
      sort: (one) => one.name_masked,
    },
    { key: 'cells', header: t`网格`, cell: (one) => `${numbers(one.earlier_cells)} → ${numbers(one.later_cells)}`, sort: (one) => one.later_cells[0] ?? 0 },
    { key: 'before', header: t`原客户`, cell: (one) => count(one.earlier_customers), sort: (one) => one.earlier_customers, numeric: true },
    { key: 'kept', header: t`留下`, cell: (one) => count(one.kept_customers), sort: (one) => one.kept_customers, numeric: true },
    { key: 'gone', header: t`移出`, cell: (one) => count(gone(one)), sort: gone, numeric: true },
    { key: 'come', header: t`移入`, cell: (one) => count(come(one)), sort: come, numeric: true },
    {
      key: 'contact',
      header: t`平板最近联系`,
      cell: (one) => (one.last_contact_at ? dateTime(one.last_contact_at) : <span className="soft">{t`没有记录`}</span>),
      sort: (one) => one.last_contact_at ?? '',
    },
  ]
  return (
    <section className="stack-tight">
      <h2>
        <Trans>专员</Trans>
      </h2>
      {later.status !== 'published' && later.status !== 'superseded' && (
        <p className="soft">
          <Trans>新方案的专员是建议：离家近，且尽量原本就服务其中客户；发布时按此安排。</Trans>
        </p>
      )}
      <Table caption={t`专员`} columns={columns} rows={specialists} rowKey={(one) => one.specialist_id} sortedBy={{ key: 'gone', descending: true }} />
    </section>
  )
}

const numbers = (cells: number[]) => (cells.length > 0 ? cells.join('、') : '–')
const gone = (one: ComparedSpecialist) => one.earlier_customers - one.kept_customers
const come = (one: ComparedSpecialist) => one.later_customers - one.kept_customers
