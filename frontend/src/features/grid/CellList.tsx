import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { memo, useMemo, useState } from 'react'
import { cellsQuery, type Plan } from '../../api/queries'
import { Choice } from '../../ui/Field'
import { ErrorNotice } from '../../ui/Notice'
import { CellRow, type CellTool } from './CellRow'
import { valueOf } from './colouring'
import { colouringWord } from './colouring-words'
import type { Colouring } from './colourings'
import { useFigured, type Figured } from './figures'

type Order = 'number' | 'most' | 'least' | 'highest' | 'lowest'

/** Where cells are coloured by customers, an order by colour is one by customers. */
const BY_CUSTOMERS: Record<Order, Order> = { number: 'number', most: 'most', least: 'least', highest: 'most', lowest: 'least' }

/** Cells by number, by customers, or by what they are coloured by; where that is unknown they stand last. */
function inOrder(cells: Figured[], order: Order, by: Colouring): Figured[] {
  if (order === 'number') return cells.toSorted((a, b) => a.number - b.number)
  const isFalling = order === 'most' || order === 'highest'
  const last = isFalling ? -Infinity : Infinity
  const value = (cell: Figured) => (order === 'most' || order === 'least' ? cell.load : (valueOf(cell, by) ?? last))
  return cells.toSorted((a, b) => (isFalling ? value(b) - value(a) : value(a) - value(b)) || a.number - b.number)
}

interface Props {
  plan: Plan
  /** Something that can be done to each. */
  tool?: CellTool
}

/**
 * All cells of a plan: what the map shows, for the keyboard and for who does not see the map. There may be a thousand: list and
 * rows are drawn again only where something of theirs has changed.
 */
export const CellList = memo(function CellList({ plan, tool }: Props) {
  const { t } = useLingui()
  const search = useSearch({ from: '/shell/grid' })
  const [order, setOrder] = useState<Order>('number')
  const cells = useQuery(cellsQuery(plan.id, plan.revision))
  const colouring = search.colour ?? 'load'
  const { rows: figured } = useFigured(plan, cells.data, colouring)
  const rows = useMemo(() => inOrder(figured, order, colouring), [figured, order, colouring])
  // Customers have a column of their own.
  const figure = colouring === 'load' ? 'deviation' : colouring
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
          value={colouring === 'load' ? BY_CUSTOMERS[order] : order}
          options={[
            { value: 'number', label: t`编号` },
            { value: 'most', label: t`客户最多` },
            { value: 'least', label: t`客户最少` },
            ...(colouring === 'load'
              ? []
              : [
                  { value: 'highest', label: t`所选指标最高` },
                  { value: 'lowest', label: t`所选指标最低` },
                ]),
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
              {figure === 'deviation' ? <Trans>偏差</Trans> : colouringWord(figure)}
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
            <CellRow key={cell.number} plan={plan.id} cell={cell} figure={figure} isChosen={cell.number === search.cell} tool={tool} />
          ))}
        </tbody>
      </table>
    </section>
  )
})
