import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Cockpit } from '../../api/desk'
import { count, money, percent } from '../../i18n/format'
import { Empty } from '../../ui/Empty'
import { Table, type Column } from '../../ui/Table'
import { RowsLink } from './RowsLink'

type Cell = Cockpit['cells'][number]

/** Each cell with its people and its work. */
export function Cells({ cells }: { cells: Cell[] }) {
  const { t } = useLingui()
  const columns: Column<Cell>[] = [
    {
      key: 'cell',
      header: t`网格`,
      cell: (cell) => (
        <Link to="/staffing" search={{ cell: cell.number }}>
          <span className="soft">{cell.number}</span> {cell.name}
        </Link>
      ),
      sort: (cell) => cell.number,
    },
    { key: 'station', header: t`所属网点`, cell: (cell) => cell.station ?? '–', sort: (cell) => cell.station ?? '' },
    {
      key: 'specialist',
      header: t`网格专员`,
      cell: (cell) => cell.specialist ?? <span className="badge badge-warn">{cell.stand_in ? t`代管：${cell.stand_in}` : t`空格`}</span>,
      sort: (cell) => cell.specialist ?? '',
    },
    {
      key: 'customers',
      header: t`客户`,
      cell: (cell) => <RowsLink rows={{ of: 'people', figure: 'members', cell: cell.cell_id }}>{count(cell.customers)}</RowsLink>,
      sort: (cell) => cell.customers,
      numeric: true,
    },
    {
      key: 'contacted',
      header: t`已建联`,
      cell: (cell) => (
        <RowsLink rows={{ of: 'people', figure: 'members_contacted', cell: cell.cell_id }}>
          {count(cell.contacted)} <span className="soft">{percent(cell.contacted, cell.customers, 0)}</span>
        </RowsLink>
      ),
      sort: (cell) => (cell.customers > 0 ? cell.contacted / cell.customers : 0),
      numeric: true,
    },
    {
      key: 'dues',
      header: t`应收`,
      cell: (cell) => (
        <RowsLink rows={{ of: 'dues', cell: cell.cell_id }}>
          {count(cell.open_dues)} <span className="soft">{money(Math.round(Number(cell.open_amount)))}</span>
        </RowsLink>
      ),
      sort: (cell) => Number(cell.open_amount),
      numeric: true,
    },
    {
      key: 'tasks',
      header: t`待办`,
      cell: (cell) => <RowsLink rows={{ of: 'tasks', state: 'open', cell: cell.cell_id }}>{count(cell.open_tasks)}</RowsLink>,
      sort: (cell) => cell.open_tasks,
      numeric: true,
    },
    {
      key: 'overdue',
      header: t`逾期`,
      cell: (cell) => <RowsLink rows={{ of: 'tasks', overdue: true, cell: cell.cell_id }}>{count(cell.overdue_tasks)}</RowsLink>,
      sort: (cell) => cell.overdue_tasks,
      numeric: true,
    },
    {
      key: 'requests',
      header: t`待接单`,
      cell: (cell) => <RowsLink rows={{ of: 'requests', state: 'pending', cell: cell.cell_id }}>{count(cell.pending_requests)}</RowsLink>,
      sort: (cell) => cell.pending_requests,
      numeric: true,
    },
  ]
  return (
    <section className="card stack">
      <h2>
        <Trans>网格</Trans>
      </h2>
      {cells.length > 0 ? (
        <Table caption={t`网格`} columns={columns} rows={cells} rowKey={(cell) => cell.cell_id} />
      ) : (
        <Empty icon="grid" title={t`还没有生效的网格方案`}>
          <Link to="/grid" className="button">
            <Trans>去划网格</Trans>
          </Link>
        </Empty>
      )}
    </section>
  )
}
