import { Trans, useLingui } from '@lingui/react/macro'
import type { ComparedCell, Comparison } from '../../../api/plans'
import { count } from '../../../i18n/format'
import { Table, type Column } from '../../../ui/Table'

const SHOWN = 3

/** The new plan's cells, with those that their customers come from. */
export function ComparedCells({ comparison: { cells, earlier } }: { comparison: Comparison }) {
  const { t } = useLingui()
  const columns: Column<ComparedCell>[] = [
    {
      key: 'cell',
      header: t`网格`,
      cell: (cell) => (
        <>
          <span className="soft">{cell.number}</span> {cell.name}
        </>
      ),
      sort: (cell) => cell.number,
    },
    { key: 'moved', header: t`换专员`, cell: (cell) => count(cell.moved), sort: (cell) => cell.moved, numeric: true },
    { key: 'added', header: t`新归入`, cell: (cell) => count(cell.added), sort: (cell) => cell.added, numeric: true },
    { key: 'from', header: t`来自原网格（客户）`, cell: (cell) => <Origins cell={cell} />, sort: (cell) => cell.from_cells.length },
  ]
  return (
    <section className="stack-tight">
      <h2>
        <Trans>网格</Trans>
      </h2>
      <Table
        caption={t`网格`}
        columns={earlier ? columns : columns.filter((column) => column.key !== 'from')}
        rows={cells}
        rowKey={(cell) => cell.number}
        sortedBy={{ key: 'moved', descending: true }}
      />
    </section>
  )
}

function Origins({ cell: { from_cells: origins } }: { cell: ComparedCell }) {
  const { t } = useLingui()
  const rest = origins.length - SHOWN
  return (
    <>
      {origins.slice(0, SHOWN).map((one) => `${one.number}（${count(one.customers)}）`).join(' ')}
      {rest > 0 && <span className="soft"> {t`另有 ${rest} 格`}</span>}
      {origins.length === 0 && '–'}
    </>
  )
}
