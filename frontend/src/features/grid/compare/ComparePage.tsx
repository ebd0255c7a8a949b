import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { comparisonQuery, type Comparison } from '../../../api/plans'
import { plansQuery, type City, type Plan } from '../../../api/queries'
import { useCity } from '../../../session/city'
import { Choice } from '../../../ui/Field'
import { Empty } from '../../../ui/Empty'
import { ErrorNotice } from '../../../ui/Notice'
import { Waiting } from '../../../ui/Waiting'
import { Touched } from '../Impact'
import { planLabel } from '../label'
import { ComparedCells } from './ComparedCells'
import { ComparedSpecialists } from './ComparedSpecialists'
import { CompareMap } from './CompareMap'
import { Sides } from './Sides'
import '../grid.css'
import './compare.css'

/** Two plans of a city beside each other: how good they are, and what it touches to go from one to the other. */
export function ComparePage() {
  const city = useCity()
  const { plan: later, earlier } = useSearch({ from: '/shell/grid/compare' })
  const plans = useQuery({ ...plansQuery(city?.code ?? ''), enabled: city !== undefined })
  const built = plans.data?.items.filter((one) => one.quality) ?? []
  const plan = built.find((one) => one.id === later) ?? built[0]
  const comparison = useQuery({ ...comparisonQuery(plan?.id ?? '', earlier), enabled: plan !== undefined })
  if (!city) return null
  return (
    <div className="grid-page compare-page">
      <div className="grid-side">
        <div className="row">
          <h1>
            <Trans>对比方案</Trans>
          </h1>
          <span className="row-end" />
          <Link to="/grid" search={plan ? { plan: plan.id } : {}}>
            <Trans>回到网格</Trans>
          </Link>
        </div>
        {plans.isSuccess && !plan && <NoPlans />}
        {plan && <Choices plans={built} later={plan} earlier={comparison.data?.earlier?.id} />}
        {comparison.error && <ErrorNotice error={comparison.error} />}
        {comparison.isPending && plan && <Waiting />}
        {comparison.data && <Found comparison={comparison.data} />}
      </div>
      {comparison.data && <Beside city={city} comparison={comparison.data} />}
    </div>
  )
}

function NoPlans() {
  const { t } = useLingui()
  return (
    <Empty icon="grid" title={t`还没有划好的方案`}>
      <p className="soft">
        <Trans>先划出网格，再来对比。</Trans>
      </p>
    </Empty>
  )
}

function Choices({ plans, later, earlier }: { plans: Plan[]; later: Plan; earlier: string | undefined }) {
  const { t } = useLingui()
  const navigate = useNavigate({ from: '/grid/compare' })
  const options = (but: string | undefined) => plans.filter((one) => one.id !== but).map((one) => ({ value: one.id, label: planLabel(one, t`格`) }))
  return (
    <div className="compare-choices">
      <Choice
        label={t`原方案`}
        value={earlier ?? ''}
        options={options(later.id)}
        onChange={(id) => void navigate({ search: { plan: later.id, earlier: id }, replace: true })}
      />
      <Choice
        label={t`新方案`}
        value={later.id}
        options={options(earlier)}
        onChange={(id) => void navigate({ search: { plan: id, ...(earlier && { earlier }) }, replace: true })}
      />
    </div>
  )
}

function Found({ comparison }: { comparison: Comparison }) {
  return (
    <>
      <Sides earlier={comparison.earlier} later={comparison.later} />
      <section className="stack">
        <h2>
          <Trans>影响</Trans>
        </h2>
        <Touched comparison={comparison} />
      </section>
      <ComparedSpecialists comparison={comparison} />
      <ComparedCells comparison={comparison} />
    </>
  )
}

function Beside({ city, comparison }: { city: City; comparison: Comparison }) {
  return (
    <div className="grid-map">
      <CompareMap city={city} comparison={comparison} />
    </div>
  )
}
