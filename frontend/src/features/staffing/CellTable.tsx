import { Trans, useLingui } from '@lingui/react/macro'
import { Link, useSearch } from '@tanstack/react-router'
import type { StaffedCell, Staffing } from '../../api/desk'
import { count, dayShort, metres } from '../../i18n/format'
import { cellStandWord, employmentWord } from '../../i18n/staff'
import { Empty } from '../../ui/Empty'
import { Table, type Column } from '../../ui/Table'
import { HandOver } from './HandOver'
import { byNeed, STANDS, standOf } from './stand'
import { holds, StaffingFilters } from './StaffingFilters'

export function CellTable({ staffing }: { staffing: Staffing }) {
  const { t } = useLingui()
  const search = useSearch({ from: '/shell/staffing' })
  const rows = byNeed(
    staffing.cells.filter(
      (cell) =>
        (!search.show || standOf(cell) === search.show) &&
        holds(search.q, cell.number, cell.name, cell.station_name, cell.responsible?.name_masked, cell.responsible?.staff_no, cell.stand_in?.name_masked),
    ),
  )
  const columns: Column<StaffedCell>[] = [
    {
      key: 'cell',
      header: t`网格`,
      cell: (cell) => (
        <Link to="/staffing" search={{ ...search, cell: cell.number }} className="staffing-cell" data-stand={standOf(cell)} aria-current={cell.number === search.cell ? 'true' : undefined}>
          <span className="soft">{cell.number}</span> {cell.name}
        </Link>
      ),
      sort: (cell) => cell.number,
    },
    { key: 'customers', header: t`客户`, cell: (cell) => count(cell.customers), sort: (cell) => cell.customers, numeric: true },
    {
      key: 'station',
      header: t`所属网点`,
      cell: (cell) => (
        <>
          {cell.station_name ?? '–'}
          {cell.station_distance_m !== null && <div className="soft">{metres(cell.station_distance_m)}</div>}
        </>
      ),
      sort: (cell) => cell.station_name ?? '',
    },
    { key: 'specialist', header: t`网格专员`, cell: (cell) => <Responsible cell={cell} />, sort: (cell) => cell.responsible?.name_masked ?? '' },
    { key: 'stand_in', header: t`代管专员`, cell: (cell) => <StandIn cell={cell} />, sort: (cell) => cell.stand_in?.until ?? '' },
    { key: 'handover', header: t`客户移交`, cell: (cell) => <HandOver handover={cell.handover} />, sort: (cell) => cell.handover?.due_on ?? '' },
  ]
  return (
    <>
      <StaffingFilters
        placeholder={t`网格、网点、专员姓名或工号`}
        label={t`人员`}
        options={STANDS.map((stand) => ({ value: stand, label: cellStandWord(stand) }))}
      />
      {rows.length > 0 ? <Table caption={t`网格与专员`} columns={columns} rows={rows} rowKey={(cell) => cell.cell_id} /> : <NoRows />}
    </>
  )
}

export function NoRows() {
  const { t } = useLingui()
  const { tab } = useSearch({ from: '/shell/staffing' })
  return (
    <Empty icon="search" title={t`没有符合条件的`}>
      <Link to="/staffing" search={tab ? { tab } : {}} className="button">
        <Trans>清除条件</Trans>
      </Link>
    </Empty>
  )
}

function Responsible({ cell }: { cell: StaffedCell }) {
  const { t } = useLingui()
  const { responsible } = cell
  if (!responsible) return <span className={cell.stand_in ? 'badge badge-warn' : 'badge badge-bad'}>{t`空格`}</span>
  return (
    <>
      {responsible.name_masked} <span className="soft">{employmentWord(responsible.employment)}</span>
      <div className="soft">
        {[responsible.way_m !== null && t`路程 ${metres(responsible.way_m)}`, t`${dayShort(responsible.since)} 起`].filter(Boolean).join(' · ')}
      </div>
    </>
  )
}

function StandIn({ cell }: { cell: StaffedCell }) {
  const { t } = useLingui()
  const { stand_in } = cell
  if (!stand_in) return cell.responsible ? <span className="soft">–</span> : <span className="badge badge-bad">{t`无人代管`}</span>
  return (
    <>
      {stand_in.name_masked}
      <div className="soft">{stand_in.until ? t`代管到 ${dayShort(stand_in.until)}` : t`未定期限`}</div>
    </>
  )
}
