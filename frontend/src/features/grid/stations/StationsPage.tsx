import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { stationsQuery, type StationCandidate, type Stations } from '../../../api/plans'
import { plansQuery, type City, type Plan } from '../../../api/queries'
import { useCity } from '../../../session/city'
import { Empty } from '../../../ui/Empty'
import { ErrorNotice } from '../../../ui/Notice'
import { Waiting } from '../../../ui/Waiting'
import { planLabel } from '../label'
import { CandidateTools } from './CandidateTools'
import { Closings } from './Closings'
import { known, placeAt, type Edited } from './editing'
import { KeepButton } from './KeepButton'
import { NumberChoice } from './NumberChoice'
import { StationsMap } from './StationsMap'
import { StationTable } from './StationTable'
import '../grid.css'
import '../compare/compare.css'
import './stations.css'

/** Which stations a plan is to have: the best ones for any number, what they cost, and what more of them would bring. */
export function StationsPage() {
  const city = useCity()
  const { plan: wanted } = useSearch({ from: '/shell/grid/stations' })
  const plans = useQuery({ ...plansQuery(city?.code ?? ''), enabled: city !== undefined })
  const built = plans.data?.items.filter((one) => one.quality) ?? []
  const plan = built.find((one) => one.id === wanted) ?? built[0]
  if (!city) return null
  if (plan) return <Known city={city} plan={plan} />
  return (
    <div className="page-body">
      <h1>
        <Trans>选网点</Trans>
      </h1>
      {plans.isPending && <Waiting />}
      {plans.error && <ErrorNotice error={plans.error} />}
      {plans.isSuccess && <NoPlan />}
    </div>
  )
}

function NoPlan() {
  const { t } = useLingui()
  return (
    <Empty icon="grid" title={t`还没有划好的方案`}>
      <p className="soft">
        <Trans>先划出网格，再来选网点。</Trans>
      </p>
      <Link to="/grid" className="button button-primary">
        <Trans>去划网格</Trans>
      </Link>
    </Empty>
  )
}

function Known({ city, plan }: { city: City; plan: Plan }) {
  const { t } = useLingui()
  const { stations: number, closing } = useSearch({ from: '/shell/grid/stations' })
  const [edited, setEdited] = useState<Edited>()
  const [isPicking, setPicking] = useState(false)
  const pick = (lon: number, lat: number) => {
    setPicking(false)
    setEdited(placeAt(lon, lat))
  }
  const found = useQuery(stationsQuery(plan.id, plan.revision, number, closing))
  return (
    <div className="grid-page compare-page">
      <div className="grid-side">
        <div className="row">
          <h1>
            <Trans>选网点</Trans>
          </h1>
          <span className="row-end" />
          <Link to="/grid" search={{ plan: plan.id }}>
            <Trans>回到网格</Trans>
          </Link>
        </div>
        <p className="soft">{planLabel(plan, t`格`)}</p>
        {found.error && <ErrorNotice error={found.error} />}
        {found.isPending && <Waiting />}
        <CandidateTools city={city} edited={edited} isPicking={isPicking} onEdit={setEdited} onPick={setPicking} />
        {found.data &&
          (found.data.candidates.length > 0 ? (
            <Chosen city={city} plan={plan} stations={found.data} onEdit={(one) => setEdited(known(one))} />
          ) : (
            <NoCandidates />
          ))}
      </div>
      <div className="grid-map">
        <StationsMap city={city} plan={plan} stations={found.data} onClick={isPicking ? pick : undefined} />
      </div>
    </div>
  )
}

function NoCandidates() {
  const { t } = useLingui()
  return (
    <Empty icon="people" title={t`没有候选网点`}>
      <p className="soft">
        <Trans>随数据一起导入候选网点（编号、名称、经纬度，可带容量和月成本），或在这里导入、添加后，就能选。</Trans>
      </p>
    </Empty>
  )
}

interface ChosenProps {
  city: City
  plan: Plan
  stations: Stations
  onEdit: (candidate: StationCandidate) => void
}

function Chosen({ city, plan, stations, onEdit }: ChosenProps) {
  return (
    <>
      <NumberChoice stations={stations} />
      <Closings closings={stations.closings} />
      <KeepButton city={city} plan={plan} stations={stations} />
      <StationTable stations={stations} onEdit={onEdit} />
    </>
  )
}
