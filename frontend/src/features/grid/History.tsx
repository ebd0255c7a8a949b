import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { planChangesQuery } from '../../api/plans'
import type { Plan } from '../../api/queries'
import { dateTime } from '../../i18n/format'
import { planChangeWord } from '../../i18n/words'

/** What was done to a plan since it was ordered. */
export function History({ plan }: { plan: Plan }) {
  const changes = useQuery(planChangesQuery(plan.id, plan.revision))
  return (
    <details className="plan-history">
      <summary>
        <Trans>方案记录</Trans>
      </summary>
      <ul className="stack-tight">
        {changes.data?.map((change) => (
          <li key={change.revision}>
            {planChangeWord(change.what)} <span className="soft">{`${change.by} · ${dateTime(change.at)}`}</span>
          </li>
        ))}
        <li>
          {plan.copied_from_version === null ? <Trans>划格</Trans> : <Trans>由方案 v{plan.copied_from_version} 恢复</Trans>}{' '}
          <span className="soft">{`${plan.created_by} · ${dateTime(plan.created_at)}`}</span>
        </li>
      </ul>
    </details>
  )
}
