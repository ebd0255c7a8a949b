import { useLingui } from '@lingui/react/macro'
import type { Plan } from '../../../api/queries'
import { count, decimal, metres, percent } from '../../../i18n/format'
import { Figure, Figures } from '../../../ui/Figures'
import { useSteps } from './steps'

/** How good the plan is with all that was done to it. */
export function PlanNow({ plan }: { plan: Plan }) {
  const { t } = useLingui()
  const { edits } = useSteps(plan)
  const { quality } = plan
  if (!quality) return null
  const moved = edits.filter((one) => !one.undone).reduce((sum, { params }) => sum + Number(params['customers'] ?? 0), 0)
  return (
    <Figures>
      <Figure label={t`最大偏差`} value={percent(quality.hours_max_deviation ?? quality.max_deviation)} note={t`要求 ${percent(plan.tolerance)}`} />
      <Figure label={t`超出偏差的格`} value={count(quality.cells_beyond)} note={t`共 ${count(plan.cells ?? 0)} 格`} />
      <Figure label={t`平均路程`} value={metres(quality.mean_distance_m)} note={t`到格中心`} />
      <Figure label={t`紧凑度`} value={decimal(quality.polsby_popper_mean, 2)} note={t`已移动客户 ${count(moved)}`} />
    </Figures>
  )
}
