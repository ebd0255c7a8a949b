import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { answered, api } from '../../api/client'
import { plansQuery, type City, type Plan } from '../../api/queries'
import { count, day } from '../../i18n/format'
import { planStateWord } from '../../i18n/words'
import { useMay } from '../../session/may'
import { Button } from '../../ui/Button'
import { Choice } from '../../ui/Field'
import { ErrorNotice } from '../../ui/Notice'
import { BuildButton } from './BuildDialog'
import { PublishDialog } from './PublishDialog'

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
  const { colour } = useSearch({ from: '/shell/grid' })
  const mayBuild = useMay('build')
  const show = (id: string) => void navigate({ search: { plan: id, ...(colour && { colour }) } })
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
      <div className="row">
        {mayBuild && <BuildButton city={city} />}
        {mayBuild && plan.status === 'draft' && <Publish city={city} plan={plan} />}
        {plan.quality && (
          <Suspense>
            <ExportMenu plan={plan} />
          </Suspense>
        )}
        {mayBuild && plan.status !== 'published' && plan.status !== 'superseded' && <Delete city={city} plan={plan} />}
      </div>
    </div>
  )
}

function planLabel(plan: Plan, unit: string): string {
  const cells = plan.cells === null ? '' : ` · ${count(plan.cells)} ${unit}`
  return `v${plan.version} · ${planStateWord(plan.status)}${cells}`
}

function Publish({ city, plan }: { city: City; plan: Plan }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button look="primary" onPress={() => setOpen(true)}>
        <Trans>发布</Trans>
      </Button>
      <PublishDialog city={city} plan={plan} isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  )
}

function Delete({ city, plan }: { city: City; plan: Plan }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const navigate = useNavigate({ from: '/grid' })
  const remove = useMutation({
    mutationFn: () => answered(api.DELETE('/api/v1/plans/{plan_id}', { params: { path: { plan_id: plan.id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: plansQuery(city.code).queryKey }),
    onSuccess: () => navigate({ search: {} }),
  })
  return (
    <>
      <Button icon="bin" aria-label={t`删除方案 v${plan.version}`} isPending={remove.isPending} onPress={() => remove.mutate()} />
      {remove.error && <ErrorNotice error={remove.error} />}
    </>
  )
}
