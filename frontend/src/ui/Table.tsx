import { useMemo, useState } from 'react'
import { Icon } from './icons'

export interface Column<Row> {
  key: string
  header: string
  /** Columns of one group, side by side, have its name above their own short ones. */
  group?: { name: string; header: string }
  cell: (row: Row) => React.ReactNode
  /** What to sort by; a column without it cannot be sorted. */
  sort?: (row: Row) => number | string
  numeric?: boolean
  /** A masked name would be torn at its stars. */
  unbroken?: boolean
}

interface Props<Row> {
  caption: string
  columns: Column<Row>[]
  rows: Row[]
  rowKey: (row: Row) => string | number
  sortedBy?: { key: string; descending: boolean }
}

export function Table<Row>({ caption, columns, rows, rowKey, sortedBy }: Props<Row>) {
  const [order, setOrder] = useState(sortedBy)
  const sorted = useMemo(() => {
    const by = columns.find((column) => column.key === order?.key)?.sort
    if (!by || !order) return rows
    const sign = order.descending ? -1 : 1
    return rows.toSorted((a, b) => sign * compare(by(a), by(b)))
  }, [rows, columns, order])
  return (
    <section className="table-box" tabIndex={0} aria-label={caption}>
      <table className="table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          {columns.some((column) => column.group) && (
            <tr className="table-groups">
              {groupsOf(columns).map(({ key, name, many }) =>
                name ? (
                  <th key={key} scope="colgroup" colSpan={many}>
                    {name}
                  </th>
                ) : (
                  <td key={key} colSpan={many} aria-hidden="true" />
                ),
              )}
            </tr>
          )}
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={column.numeric ? 'number' : undefined}
                aria-sort={order?.key !== column.key ? undefined : order.descending ? 'descending' : 'ascending'}
              >
                {column.sort ? (
                  <button
                    type="button"
                    className="table-sort"
                    onClick={() => setOrder({ key: column.key, descending: order?.key === column.key ? !order.descending : !!column.numeric })}
                  >
                    {column.group?.header ?? column.header}
                    {order?.key === column.key && <Icon name={order.descending ? 'down' : 'up'} size={14} />}
                  </button>
                ) : (
                  (column.group?.header ?? column.header)
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td key={column.key} className={column.numeric ? 'number' : column.unbroken ? 'unbroken' : undefined}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface Group {
  key: string
  name: string | undefined
  many: number
}

/** Neighbours of one group, counted. */
function groupsOf<Row>(columns: Column<Row>[]): Group[] {
  const groups: Group[] = []
  for (const { key, group } of columns) {
    const last = groups.at(-1)
    if (last && last.name === group?.name) last.many += 1
    else groups.push({ key, name: group?.name, many: 1 })
  }
  return groups
}

function compare(a: number | string, b: number | string): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'zh-CN')
}
