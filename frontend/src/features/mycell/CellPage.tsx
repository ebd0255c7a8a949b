import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useRef } from 'react'
import { fieldCellQuery, todayQuery, type WorkedCell } from '../../api/field'
import { Empty } from '../../ui/Empty'
import { Choice } from '../../ui/Field'
import { ErrorNotice } from '../../ui/Notice'
import { Split } from '../../ui/Split'
import { Waiting } from '../../ui/Waiting'
import { CellFilters } from './CellFilters'
import { CellMap } from './CellMap'
import { CustomerList } from './CustomerList'
import { byUrgency, fitting, type By } from './states'
import '../../styles/field.css'
import './cell.css'

export function CellPage() {
  const { t } = useLingui()
  const search = useSearch({ from: '/shell/cell' })
  const today = useQuery(todayQuery)
  const cells = today.data?.cells ?? []
  const cell = cells.find((one) => one.cell_id === search.cell) ?? cells[0]
  if (cell) return <Chosen key={cell.cell_id} cells={cells} cell={cell} />
  return (
    <div className="page-body field-page">
      <h1>
        <Trans>我的网格</Trans>
      </h1>
      {today.error && <ErrorNotice error={today.error} />}
      {today.isPending && <Waiting />}
      {today.data && (
        <Empty icon="cell" title={t`您还没有网格`}>
          <p className="soft">
            <Trans>网格发布并为您配格之后，客户会显示在这里。请联系网点主管。</Trans>
          </p>
        </Empty>
      )}
    </div>
  )
}

function Chosen({ cells, cell }: { cells: WorkedCell[]; cell: WorkedCell }) {
  const { t } = useLingui()
  const search = useSearch({ from: '/shell/cell' })
  const navigate = useNavigate({ from: '/cell' })
  const found = useQuery(fieldCellQuery(cell.cell_id))
  const by: By = search.by ?? 'care'
  const scroller = useRef<HTMLDivElement>(null)
  const { state, tier, q, uncovered } = search
  const customers = useMemo(
    () => fitting(found.data?.customers ?? [], by, { state, tier, q, uncovered }).toSorted(byUrgency(by)),
    [found.data, by, state, tier, q, uncovered],
  )
  return (
    <Split
      view={search.view}
      scroller={scroller}
      head={
        <>
          <div className="row">
            <h1>
              <Trans>我的网格</Trans>
            </h1>
            {cells.length === 1 ? (
              <span className="soft">
                {cell.number} {cell.name}
              </span>
            ) : (
              <Choice
                label={t`网格`}
                value={String(cell.cell_id)}
                options={cells.map((one) => ({ value: String(one.cell_id), label: `${one.number} ${one.name}` }))}
                onChange={(value) => void navigate({ search: { cell: Number(value) } })}
              />
            )}
          </div>
          {found.error && <ErrorNotice error={found.error} />}
          {found.isPending && <Waiting />}
          {found.data && <CellFilters all={found.data.customers} shown={customers.length} by={by} />}
        </>
      }
      list={found.data && <CustomerList customers={customers} by={by} scroller={scroller} />}
      map={found.data && <CellMap geometry={found.data.geometry} customers={customers} by={by} />}
    />
  )
}
