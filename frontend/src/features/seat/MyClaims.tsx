import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Claim, QueueRow } from '../../api/desk'
import { whyLine } from '../../i18n/why'
import { taskKindWord } from '../../i18n/work'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/icons'
import { ErrorNotice } from '../../ui/Notice'
import { LeaseLeft } from './LeaseLeft'
import { useGivingBack } from './taking'

interface Props {
  claims: Claim[]
  rows: QueueRow[]
}

/** Whom the seat has in hand: to go on with, or to give back. */
export function MyClaims({ claims, rows }: Props) {
  const { t } = useLingui()
  const givingBack = useGivingBack()
  return (
    <section className="card stack">
      <h2>
        <Trans>我领取的</Trans>
      </h2>
      {givingBack.error && <ErrorNotice error={givingBack.error} />}
      <ul className="stack-tight">
        {claims.map((claim) => {
          const name = rows.find((row) => row.task_id === claim.task_id)?.name_masked ?? t`客户 ${claim.customer_id}`
          return (
            <li key={claim.claim_id} className="row my-claim">
              <strong>{name}</strong>
              <span className="badge">{taskKindWord(claim.kind)}</span>
              <span className="soft">{whyLine(claim.why)}</span>
              <span className="row-end" />
              <LeaseLeft until={claim.leased_until} />
              <Button isDisabled={givingBack.isPending} aria-label={t`放回 ${name}`} onPress={() => givingBack.mutate({ claim: claim.claim_id })}>
                <Trans>放回</Trans>
              </Button>
              <Link to="/call/$claimId" params={{ claimId: claim.claim_id }} className="button button-primary" aria-label={t`继续呼叫 ${name}`}>
                <Icon name="phone" />
                <Trans>继续</Trans>
              </Link>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
