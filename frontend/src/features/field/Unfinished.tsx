import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Icon } from '../../ui/icons'
import { useUnfinished } from '../visit/unfinished'

/** Visits that were left in the middle and stand in no list of today. */
export function Unfinished({ tasks }: { tasks: string[] }) {
  const { t } = useLingui()
  const drafts = useUnfinished(tasks)
  if (drafts.length === 0) return null
  return (
    <ul className="unfinished" aria-label={t`没写完的面访`}>
      {drafts.map((draft) => {
        const label = <Trans>继续面访 {draft.name}</Trans>
        return (
          <li key={draft.visit_id}>
            <Icon name="door" />
            {draft.task_id ? (
              <Link to="/visit/$taskId" params={{ taskId: draft.task_id }}>
                {label}
              </Link>
            ) : (
              <Link to="/visit/customer/$customerId" params={{ customerId: String(draft.customer_id) }}>
                {label}
              </Link>
            )}
          </li>
        )
      })}
    </ul>
  )
}
