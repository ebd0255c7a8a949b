import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { City, Plan } from '../../api/queries'
import { day } from '../../i18n/format'
import { useMay } from '../../session/may'
import { Choice } from '../../ui/Field'
import { History } from './History'
import { planLabel } from './label'
import { PlanActions } from './PlanActions'

// The menu is drawn last, and loaded last.
const ExportMenu = lazy(() => import('./ExportMenu').then((file) => ({ default: file.ExportMenu })))

interface Props {
  city: City
  plans: Plan[]
  plan: Plan
}

export function PlanBar({ city, plans, plan }: Props) {
  const { t } = useLingui()
  const navigate = useNavigate({ from: '/grid' })
  const { colour, layers } = useSearch({ from: '/shell/grid' })
  const mayBuild = useMay('build')
  const show = (id: string) => void navigate({ search: { plan: id, ...(colour && { colour }), ...(layers && { layers }) } })
  return (
    <div className="stack-tight">
      <Choice
        label={t`网格方案`}
        value={plan.id}
        options={plans.map((one) => ({ value: one.id, label: planLabel(one, t`格`) }))}
        onChange={show}
      />
      {plan.effective_from && (
        <p className="soft">
          {plan.effective_until ? (
            <Trans>
              {day(plan.effective_from)} 起生效，至 {day(plan.effective_until)} 前
            </Trans>
          ) : (
            <Trans>{day(plan.effective_from)} 起生效</Trans>
          )}
        </p>
      )}
      {plan.status === 'reviewed' && (
        <p className="soft">
          <Trans>
            {plan.reviewed_by} 已审核
          </Trans>
        </p>
      )}
      <div className="row">
        {mayBuild && <PlanActions city={city} plans={plans} plan={plan} />}
        {plan.quality && (
          <Suspense>
            <ExportMenu plan={plan} />
          </Suspense>
        )}
      </div>
      {plan.quality && <History plan={plan} />}
    </div>
  )
}
