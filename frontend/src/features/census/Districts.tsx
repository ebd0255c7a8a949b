import { Trans, useLingui } from '@lingui/react/macro'
import type { Census } from '../../api/queries'
import { count, percent } from '../../i18n/format'
import { Table, type Column } from '../../ui/Table'

type Row = Census['by_district'][number]

export function Districts({ rows }: { rows: Row[] }) {
  const { t } = useLingui()
  const columns: Column<Row>[] = [
    { key: 'district', header: t`行政区`, cell: (row) => row.district || t`不明`, sort: (row) => row.district },
    { key: 'customers', header: t`客户号`, cell: (row) => count(row.customers), sort: (row) => row.customers, numeric: true },
    { key: 'orphans', header: t`存续客户`, cell: (row) => count(row.orphan_customers), sort: (row) => row.orphan_customers, numeric: true },
    {
      key: 'share',
      header: t`存续占比`,
      cell: (row) => percent(row.orphan_customers, row.customers),
      sort: (row) => row.orphan_customers / row.customers,
      numeric: true,
    },
    {
      key: 'placed',
      header: t`已定位`,
      cell: (row) => percent(row.placed, row.customers),
      sort: (row) => row.placed / row.customers,
      numeric: true,
    },
  ]
  return (
    <section className="card stack">
      <h2>
        <Trans>各区情况</Trans>
      </h2>
      <Table
        caption={t`各区情况`}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.district}
        sortedBy={{ key: 'customers', descending: true }}
      />
    </section>
  )
}
