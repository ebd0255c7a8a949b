import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { staffingQuery, type Staffing } from '../../api/desk'
import type { City } from '../../api/queries'
import { count, day, metres } from '../../i18n/format'
import { useCity } from '../../session/city'
import { useMay } from '../../session/may'
import { Empty } from '../../ui/Empty'
import { Figure, Figures } from '../../ui/Figures'
import { ErrorNotice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'
import { AssignButton } from './AssignButton'
import { CellDetail } from './CellDetail'
import { CellTable } from './CellTable'
import { SpecialistTable } from './SpecialistTable'
import { StaffingMap } from './StaffingMap'
import { StaffingTabs } from './StaffingTabs'
import { standOf } from './stand'
import '../grid/grid.css'
import './staffing.css'

/** Who works which cell: empty ones first, the map beside the list. */
export function StaffingPage() {
  const city = useCity()
  const staffing = useQuery({ ...staffingQuery(city?.code ?? ''), enabled: city !== undefined })
  if (!city) return null
  if (staffing.data?.plan) return <Known city={city} staffing={staffing.data} />
  return (
    <div className="page-body">
      <h1>
        <Trans>配队伍</Trans>
      </h1>
      {staffing.isPending && <Waiting />}
      {staffing.error && <ErrorNotice error={staffing.error} />}
      {staffing.data && <NoPlan />}
    </div>
  )
}

function NoPlan() {
  const { t } = useLingui()
  return (
    <Empty icon="people" title={t`还没有生效的网格方案`}>
      <p className="soft">
        <Trans>发布一套网格方案后，每格会配一名合适的在岗专员；人不够的格由就近的专员代管。</Trans>
      </p>
      <Link to="/grid" className="button button-primary">
        <Trans>去划网格</Trans>
      </Link>
    </Empty>
  )
}

function Known({ city, staffing }: { city: City; staffing: Staffing }) {
  const { tab, cell: number } = useSearch({ from: '/shell/staffing' })
  const chosen = staffing.cells.find((cell) => cell.number === number)
  return (
    <div className="staffing-page">
      <div className="staffing-side">
        <Head city={city} staffing={staffing} />
        <StaffingTabs staffing={staffing} />
        {tab === 'specialists' ? <SpecialistTable city={city.code} staffing={staffing} /> : <CellTable staffing={staffing} />}
      </div>
      <div className="grid-map">
        <StaffingMap city={city} staffing={staffing} chosen={chosen} />
        {chosen && <CellDetail key={chosen.cell_id} city={city} staffing={staffing} cell={chosen} />}
      </div>
    </div>
  )
}

function Head({ city, staffing }: { city: City; staffing: Staffing }) {
  const { t } = useLingui()
  const mayStaff = useMay('staff')
  const { plan, cells } = staffing
  const stands = Map.groupBy(cells, standOf)
  const many = (stand: 'staffed' | 'stand_in' | 'vacant') => count(stands.get(stand)?.length ?? 0)
  return (
    <>
      <div className="row">
        <h1>
          <Trans>配队伍</Trans>
        </h1>
        {plan && (
          <span className="soft">
            <Trans>
              方案 v{plan.version}，{day(plan.effective_from)} 起生效
            </Trans>
          </span>
        )}
        <span className="row-end" />
        {mayStaff && <AssignButton city={city.code} />}
      </div>
      <Figures>
        <Figure label={t`有专员`} value={many('staffed')} note={t`共 ${count(cells.length)} 格`} />
        <Figure label={t`空格，有代管`} value={many('stand_in')} />
        <Figure label={t`空格，无人`} value={many('vacant')} />
        <Figure label={t`平均路程`} value={staffing.mean_way_m === null ? '–' : metres(staffing.mean_way_m)} note={t`从家到格中心`} />
        <Figure label={t`网点`} value={count(staffing.stations.length)} />
      </Figures>
    </>
  )
}
