import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { cellsQuery, plansQuery, type City, type Plan } from '../../api/queries'
import { withWords } from '../../i18n'
import { today } from '../../i18n/format'
import { useCity } from '../../session/city'
import { useMay } from '../../session/may'
import { Empty } from '../../ui/Empty'
import { ErrorNotice, ProblemNotice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'
import { BuildButton } from './BuildDialog'
import { CellList } from './CellList'
import { CellPanel } from './CellPanel'
import { Drift } from './Drift'
import { ImportButton } from './drawn/ImportButton'
import { GridMap } from './GridMap'
import { PlanBar } from './PlanBar'
import { PlanFigures } from './PlanFigures'
import { isDraft } from './state'
import { UnderWay } from './UnderWay'
import './grid.css'

// Who only looks at plans does not load what edits them.
const loadStudio = withWords(() => import('./edit/Studio'), 'grid', 'work', 'problems')
const Studio = lazy(() => loadStudio().then((file) => ({ default: file.Studio })))

const NO_CELLS = { type: 'FeatureCollection' as const, features: [] }

export function GridPage() {
  const city = useCity()
  const { plan: wanted, edit } = useSearch({ from: '/shell/grid' })
  const plans = useQuery({ ...plansQuery(city?.code ?? ''), enabled: city !== undefined })
  const mayBuild = useMay('build')
  if (!city) return null
  const rows = plans.data?.items ?? []
  const plan = rows.find((one) => one.id === wanted) ?? inForce(rows) ?? rows[0]
  if (edit && plan && mayBuild && isDraft(plan))
    return (
      <Suspense fallback={<Waiting />}>
        <Studio key={plan.id} city={city} plan={plan} />
      </Suspense>
    )
  return (
    <div className="grid-page">
      <div className="grid-side">
        <div className="row">
          <h1>
            <Trans>划网格</Trans>
          </h1>
          <span className="row-end" />
          {plan && mayBuild && <BuildButton city={city} />}
          {plan && mayBuild && <ImportButton city={city} />}
        </div>
        {plans.error && <ErrorNotice error={plans.error} />}
        {plans.isSuccess && !plan && <NoPlan city={city} />}
        {plan && <PlanBar city={city} plans={rows} plan={plan} />}
        {plan && <Chosen city={city} plan={plan} />}
      </div>
      <PlanMap city={city} plan={plan} />
    </div>
  )
}

/** The plan whose cells are the city's cells today. */
function inForce(plans: Plan[]): Plan | undefined {
  return plans.find((plan) => plan.status === 'published' && (plan.effective_from ?? '') <= today())
}

function NoPlan({ city }: { city: City }) {
  const { t } = useLingui()
  const mayBuild = useMay('build')
  return (
    <Empty icon="grid" title={t`还没有网格方案`}>
      <p className="soft">
        <Trans>按已定位的存续客户，把城市切成负荷相当的网格，每格一名网格专员。</Trans>
      </p>
      {mayBuild && (
        <div className="row">
          <BuildButton city={city} />
          <ImportButton city={city} worded />
        </div>
      )}
    </Empty>
  )
}

const isBuilt = (plan: Plan) => plan.status !== 'building' && plan.status !== 'failed'

function Chosen({ city, plan }: { city: City; plan: Plan }) {
  if (plan.status === 'building') return <UnderWay city={city} plan={plan} />
  if (plan.problem) return <ProblemNotice problem={plan.problem} />
  return (
    <>
      {inForce([plan]) && <Drift plan={plan} />}
      <PlanFigures plan={plan} />
      <CellList plan={plan} />
    </>
  )
}

function PlanMap({ city, plan }: { city: City; plan: Plan | undefined }) {
  const search = useSearch({ from: '/shell/grid' })
  const [hovered, setHovered] = useState<number>()
  const built = plan !== undefined && isBuilt(plan)
  const cells = useQuery({ ...cellsQuery(plan?.id ?? '', plan?.revision), enabled: built })
  const colouring = search.colour ?? 'load'
  return (
    <div className="grid-map">
      <GridMap
        city={city}
        plan={plan}
        cells={built ? (cells.data ?? NO_CELLS) : NO_CELLS}
        colouring={colouring}
        chosen={search.cell}
        hovered={hovered}
        onHover={setHovered}
      />
      {built && search.cell !== undefined && <CellPanel plan={plan} number={search.cell} />}
    </div>
  )
}
