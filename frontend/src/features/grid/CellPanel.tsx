import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { without } from '../../address/without'
import { cellQuery, type Cell, type Place, type Plan } from '../../api/queries'
import { count, decimal, metres, signedPercent } from '../../i18n/format'
import { Button } from '../../ui/Button'
import { Figure, Figures } from '../../ui/Figures'
import { ErrorNotice } from '../../ui/Notice'
import { Table, type Column } from '../../ui/Table'

/** A cell with the communities in it. */
export function CellPanel({ plan, number }: { plan: Plan; number: number }) {
  const { t } = useLingui()
  const navigate = useNavigate({ from: '/grid' })
  const search = useSearch({ from: '/shell/grid' })
  const cell = useQuery(cellQuery(plan.id, plan.revision, number))
  const close = () => void navigate({ search: without(search, 'cell') })
  return (
    <aside className="grid-panel" aria-label={t`网格 ${number}`}>
      <div className="row">
        <h2>{cell.data?.name ?? t`网格 ${number}`}</h2>
        <span className="row-end" />
        <Button look="quiet" icon="close" aria-label={t`关闭`} onPress={close} />
      </div>
      {cell.error && <ErrorNotice error={cell.error} />}
      {cell.data && <Known cell={cell.data} />}
    </aside>
  )
}

function Known({ cell }: { cell: Cell }) {
  const { t } = useLingui()
  const columns: Column<Place>[] = [
    { key: 'name', header: t`小区`, cell: (place) => place.name ?? t`人工定位的客户`, sort: (place) => place.name ?? '' },
    { key: 'district', header: t`区`, cell: (place) => place.district || '–', sort: (place) => place.district },
    { key: 'customers', header: t`客户`, cell: (place) => count(place.customers), sort: (place) => place.customers, numeric: true },
  ]
  return (
    <>
      <Figures>
        <Figure label={t`客户（人）`} value={count(cell.load)} {...(cell.hours === null && { note: t`偏差 ${signedPercent(cell.deviation)}` })} />
        {cell.hours !== null && <Figure label={t`工时（小时/年）`} value={count(Math.round(cell.hours))} note={t`偏差 ${signedPercent(cell.deviation)}`} />}
        <Figure label={t`小区`} value={count(cell.communities)} />
        <Figure label={t`面积`} value={`${decimal(cell.area_km2, cell.area_km2 < 10 ? 1 : 0)} km²`} />
        <Figure label={t`平均路程`} value={metres(cell.mean_distance_m)} note={t`到格中心`} />
      </Figures>
      <h3>
        <Trans>小区与客户</Trans>
      </h3>
      <Table
        caption={t`小区与客户`}
        columns={columns}
        rows={cell.places}
        rowKey={(place) => place.community_id ?? `customer ${place.customer_id}`}
        sortedBy={{ key: 'customers', descending: true }}
      />
    </>
  )
}
