import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { comparisonQuery, type Comparison } from '../../api/plans'
import type { Plan } from '../../api/queries'
import { count, percent, today } from '../../i18n/format'
import { policyDay } from '../../rules/days'
import { Figure, Figures } from '../../ui/Figures'
import { ErrorNotice, Notice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'
import { StationsChange } from './StationsChange'

/** Whom and what it touches that a plan takes effect, before it does. */
export function Impact({ plan }: { plan: Plan }) {
  const comparison = useQuery(comparisonQuery(plan.id))
  if (comparison.error) return <ErrorNotice error={comparison.error} />
  return comparison.data ? <Touched comparison={comparison.data} /> : <Waiting />
}

export function Touched({ comparison }: { comparison: Comparison }) {
  const { t } = useLingui()
  const { both, moved, again, only_earlier: leaving, only_later: coming, work, specialists } = comparison
  const changing = specialists.filter((one) => one.kept_customers < Math.max(one.earlier_customers, one.later_customers))
  const silent = changing.filter((one) => one.earlier_customers > one.kept_customers && !heardToday(one.last_contact_at))
  return (
    <>
      <Figures>
        <Figure label={t`换专员的客户`} value={count(moved)} note={both > 0 ? percent(moved, both) : ''} />
        {again > 0 && <Figure label={t`近期已多次换专员`} value={count(again)} note={t`其中又要换的客户`} />}
        <Figure label={t`新归入网格`} value={count(coming)} note={leaving > 0 ? t`不再归入 ${count(leaving)}` : ''} />
        <Figure label={t`涉及专员`} value={count(changing.length)} note={t`共 ${count(specialists.length)} 人`} />
        <Figure label={t`随客户移交的待办`} value={count(work.tasks)} note={t`其中上门申请 ${count(work.visit_requests)}`} />
        <Figure label={t`随客户移交的应收`} value={count(work.dues)} />
        <Figure label={t`尚未首次联系`} value={count(work.first_contacts)} />
      </Figures>
      <StationsChange stations={comparison.stations} />
      {silent.length > 0 && (
        <Notice tone="warn">
          <Trans>
            {count(silent.length)} 位要移交客户的专员，平板今天还没有联系过系统，可能有未上传的工作：{silent.map((one) => one.name_masked).join(t`、`)}
          </Trans>
        </Notice>
      )}
    </>
  )
}

const heardToday = (at: string | null) => at !== null && policyDay(at) === today()
