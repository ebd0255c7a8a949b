import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { operationsQuery, type SentOperation } from '../../api/field'
import { decisionText, operationKindWord } from '../../i18n/work'
import { Icon } from '../../ui/icons'
import { useNow } from '../../ui/now'

const TOLD_MS = 2 * 86_400_000
const MINUTE = 60_000

/** What a supervisor has decided in the last two days about what this specialist did. */
export function Decided() {
  const { t } = useLingui()
  const now = useNow(MINUTE)
  const operations = useQuery(operationsQuery)
  const told = operations.data?.items.filter((one) => one.decision && now - Date.parse(one.decision.decided_at) < TOLD_MS) ?? []
  if (told.length === 0) return null
  return (
    <ul className="unfinished" aria-label={t`主管的答复`}>
      {told.map((one) => (
        <li key={one.op_id}>
          <Icon name={one.decision?.verdict === 'taken' ? 'done' : 'warning'} />
          <Subject one={one} />
        </li>
      ))}
    </ul>
  )
}

function Subject({ one }: { one: SentOperation }) {
  const what = `${operationKindWord(one.kind)}：${one.decision ? decisionText(one.decision) : ''}`
  if (one.customer_id === null) return <span>{what}</span>
  return (
    <Link to="/customers/$customerId" params={{ customerId: String(one.customer_id) }}>
      {what}
    </Link>
  )
}
