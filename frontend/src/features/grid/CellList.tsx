import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { cellsQuery, type CellProperties, type Plan } from '../../api/queries'
import { count, signedPercent } from '../../i18n/format'
import { Choice } from '../../ui/Field'
import { Icon } from '../../ui/icons'
import { ErrorNotice } from '../../ui/Notice'

type Order = 'number' | 'most' | 'least'

const ORDERS: Record<Order, (a: CellProperties, b: CellProperties) => number> = {
  number: (a, b) => a.number - b.number,
  most: (a, b) => b.load - a.load,
  least: (a, b) => a.load - b.load,
}

interface Props {
  plan: Plan
  /** Something that can be done to each. */
  tool?: { header: string; of: (cell: CellProperties) => React.ReactNode }
}

/** All cells of a plan: what the map shows, for the keyboard and for who does not see the map. */
export function CellList({ plan, tool }: Props) {
  const { t } = useLingui()
  const search = useSearch({ from: '/shell/grid' })
  const [order, setOrder] = useState<Order>('number')
  const cells = useQuery(cellsQuery(plan.id, plan.revision))
  const rows = useMemo(
    () => (cells.data?.features ?? []).map((feature) => feature.properties).toSorted(ORDERS[order]),
    [cells.data, order],
  )
  if (cells.error) return <ErrorNotice error={cells.error} />
  return (
    <section className="stack-tight">
      <div className="row">
        <h2>
          <Trans>全部网格</Trans>
        </h2>
        <span className="row-end" />
        <Choice
          label={t`排序`}
          value={order}
          options={[
            { value: 'number', label: t`编号` },
            { value: 'most', label: t`客户最多` },
            { value: 'least', label: t`客户最少` },
          ]}
          onChange={(value) => setOrder(value as Order)}
        />
      </div>
      <table className="cell-table">
        <thead>
          <tr>
            <th scope="col">
              <Trans>网格</Trans>
            </th>
            <th scope="col" className="number">
              <Trans>客户</Trans>
            </th>
            <th scope="col" className="number">
              <Trans>偏差</Trans>
            </th>
            {tool && (
              <th scope="col">
                <span className="visually-hidden">{tool.header}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((cell) => (
            <tr key={cell.number} aria-current={cell.number === search.cell ? 'true' : undefined}>
              <td>
                <Link to="/grid" search={{ ...search, plan: plan.id, cell: cell.number }}>
                  <span className="soft">{cell.number}</span> {cell.name}
                  {cell.locked && !tool && <Locked />}
                </Link>
              </td>
              <td className="number">{count(cell.load)}</td>
              <td className="number">{signedPercent(cell.deviation)}</td>
              {tool && <td>{tool.of(cell)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Says that edits leave a cell as it is. */
function Locked() {
  const { t } = useLingui()
  return (
    <>
      <Icon name="lock" size={16} />
      <span className="visually-hidden">{t`已锁定`}</span>
    </>
  )
}
