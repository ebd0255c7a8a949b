import { Trans, useLingui } from '@lingui/react/macro'
import type { StationCandidate, Stations } from '../../../api/plans'
import { count, metres, money } from '../../../i18n/format'
import { Button } from '../../../ui/Button'
import { Table, type Column } from '../../../ui/Table'
import { CloseButton } from './CloseButton'

interface Props {
  stations: Stations
  onEdit: (candidate: StationCandidate) => void
}

/** The chosen stations with what hangs on them, and the candidates that were not chosen. */
export function StationTable({ stations, onEdit }: Props) {
  const { t } = useLingui()
  const near = metres(stations.radius_m)
  const name: Column<StationCandidate> = {
    key: 'name',
    header: t({ message: '网点', context: 'one' }),
    cell: (one) => (
      <>
        {one.name} {one.open && <span className="soft">{one.chosen ? t`已开` : t`关闭`}</span>}
      </>
    ),
    sort: (one) => one.name,
  }
  const covered: Column<StationCandidate> = {
    key: 'covered',
    header: t`${near} 内`,
    cell: (one) => count(one.covered),
    sort: (one) => one.covered,
    numeric: true,
  }
  const cost: Column<StationCandidate> = {
    key: 'cost',
    header: t`每月成本`,
    cell: (one) => (one.cost_is_delivered ? money(one.monthly_cost) : t`${money(one.monthly_cost)}（估）`),
    sort: (one) => one.monthly_cost,
    numeric: true,
  }
  const edit = (one: StationCandidate) => (
    <Button look="quiet" aria-label={t`修改 ${one.name}`} onPress={() => onEdit(one)}>
      <Trans>修改</Trans>
    </Button>
  )
  const change: Column<StationCandidate> = {
    key: 'change',
    header: t`操作`,
    cell: (one) => (one.open ? <CloseButton stations={stations} station={one} /> : edit(one)),
  }
  const chosen: Column<StationCandidate>[] = [
    name,
    { key: 'cells', header: t({ message: '网格', context: 'several' }), cell: (one) => count(one.cells.length), sort: (one) => one.cells.length, numeric: true },
    { key: 'customers', header: t`客户`, cell: (one) => count(one.customers), sort: (one) => one.customers, numeric: true },
    { key: 'way', header: t`平均路程`, cell: (one) => (one.way_m === null ? '–' : metres(one.way_m)), sort: (one) => one.way_m ?? -1, numeric: true },
    covered,
    cost,
    change,
  ]
  const others: Column<StationCandidate>[] = [
    name,
    covered,
    {
      key: 'covered_way',
      header: t`到这些客户`,
      cell: (one) => (one.covered_way_m === null ? '–' : metres(one.covered_way_m)),
      sort: (one) => one.covered_way_m ?? -1,
      numeric: true,
    },
    cost,
    change,
  ]
  const rest = stations.candidates.filter((one) => !one.chosen)
  return (
    <>
      <section className="stack-tight">
        <h2>
          <Trans>选中的网点</Trans>
        </h2>
        <Table
          caption={t`选中的网点`}
          columns={chosen}
          rows={stations.candidates.filter((one) => one.chosen)}
          rowKey={(one) => one.station_no}
          sortedBy={{ key: 'customers', descending: true }}
        />
      </section>
      {rest.length > 0 && (
        <section className="stack-tight">
          <h2>
            <Trans>其他候选</Trans>
          </h2>
          <Table caption={t`其他候选`} columns={others} rows={rest} rowKey={(one) => one.station_no} sortedBy={{ key: 'covered', descending: true }} />
        </section>
      )}
    </>
  )
}
