import { Trans, useLingui } from '@lingui/react/macro'
import type { Plan } from '../../api/queries'
import { barrierWord } from '../../i18n/barriers'
import { count, decimal, metres, percent } from '../../i18n/format'
import { Figure, Figures } from '../../ui/Figures'
import { Notice } from '../../ui/Notice'

/** How good a plan is. */
export function PlanFigures({ plan }: { plan: Plan }) {
  const { t } = useLingui()
  const { quality } = plan
  if (!quality) return null
  return (
    <section className="stack">
      <Figures>
        <Figure label={t`客户（人）`} value={count(plan.customers)} />
        <Figure label={t`每格平均`} value={plan.cells ? count(Math.round(plan.customers / plan.cells)) : '–'} />
        {quality.hours_max_deviation === null ? (
          <Figure label={t`最大偏差`} value={percent(quality.max_deviation)} note={t`要求 ${percent(plan.tolerance)}`} />
        ) : (
          <Figure label={t`工时最大偏差`} value={percent(quality.hours_max_deviation)} note={t`要求 ${percent(plan.tolerance)}`} />
        )}
        <Figure label={t`平均路程`} value={metres(quality.mean_distance_m)} note={t`到格中心`} />
        <Figure label={t`紧凑度`} value={decimal(quality.polsby_popper_mean, 2)} note="Polsby–Popper" />
        <Figure label={t`被拆小区`} value={count(quality.buildings_split)} note={t`断开的格 ${count(quality.cells_in_pieces)}`} />
      </Figures>
      <Moved plan={plan} />
      {plan.barriers.length > 0 && <Barriers plan={plan} />}
      {quality.cells_beyond > 0 && (
        <Notice tone="warn">
          {quality.cells_that_would_do === null ? (
            <Trans>{count(quality.cells_beyond)} 格超出允许偏差。</Trans>
          ) : (
            <Trans>
              {count(quality.cells_beyond)} 格超出允许偏差。划 {count(quality.cells_that_would_do)} 格以内，每格都能比最大的小区大。
            </Trans>
          )}
        </Notice>
      )}
      {quality.heavy_communities.length > 0 && (
        <Notice tone="warn">
          <Trans>单独就超过一格的小区：</Trans>
          <ul>
            {quality.heavy_communities.map((heavy) => (
              <li key={heavy.community_id}>
                {heavy.name} {count(heavy.customers)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </section>
  )
}

/** How many customers get another cell than in the plan before, beside the fewest that would do. */
function Moved({ plan }: { plan: Plan }) {
  const { t } = useLingui()
  const { quality } = plan
  if (quality?.moved_customers == null || quality.moved_share === null || quality.moved_bound === null) return null
  return (
    <section className="stack-tight">
      <Figures>
        <Figure label={t`换网格的客户（人）`} value={count(quality.moved_customers)} note={t`占 ${percent(quality.moved_share)}`} />
        <Figure label={t`至少要换（人）`} value={count(quality.moved_bound)} note={t`任何划法的下限`} />
      </Figures>
      <p className="soft">
        <Trans>由方案 v{plan.keeps_version} 改划</Trans>
        {plan.leaving.length > 0 && <Trans>；撤销网格 {plan.leaving.join(t`、`)}</Trans>}
        {plan.closing.map((one) =>
          one.given_up.length > 0 ? (
            <Trans key={one.station_no}>
              ；网点 {one.name} 关闭，撤销网格 {one.given_up.join(t`、`)}
            </Trans>
          ) : (
            <Trans key={one.station_no}>；网点 {one.name} 关闭，网格改挂其他网点</Trans>
          ),
        )}
        {plan.locked.length > 0 && <Trans>；锁定网格 {plan.locked.join(t`、`)}</Trans>}
      </p>
    </section>
  )
}

/** What the cells do not cross, or why they do. */
function Barriers({ plan: { barriers, quality } }: { plan: Plan }) {
  const { t } = useLingui()
  const named = barriers.map(barrierWord).join(t`、`)
  if (quality?.opened)
    return (
      <Notice tone="warn">
        <Trans>要求不跨越 {named}，但它们之间大多不够划一格：相邻的已合在一起划，网格会跨越它们。可以少选几种再划。</Trans>
      </Notice>
    )
  return (
    <p className="soft">
      <Trans>
        不跨越：{named}；两侧合用一格 {count(quality?.crossings.length ?? 0)} 处
      </Trans>
    </p>
  )
}
