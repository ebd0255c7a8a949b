import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEvents } from '../../api/events'
import { planQuery, plansQuery, type City, type Plan } from '../../api/queries'
import { stepWord } from '../../i18n/words'
import { Progress } from '../../ui/Progress'

/** A plan while it is built. */
export function UnderWay({ city, plan }: { city: City; plan: Plan }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const state = useQuery({ ...planQuery(plan.id), initialData: plan })
  useEvents<Plan>(
    `/api/v1/plans/${plan.id}/events`,
    'plan',
    planQuery(plan.id).queryKey,
    true,
    (now) => now.status !== 'building',
    () => void queries.invalidateQueries({ queryKey: plansQuery(city.code).queryKey }),
  )
  const { progress } = state.data
  return (
    <section className="card stack">
      <h2>
        <Trans>正在划格</Trans>
      </h2>
      <Progress label={progress ? stepWord(progress.step) : t`等待开始`} share={progress && progress.total > 0 ? progress.done / progress.total : null} />
    </section>
  )
}
