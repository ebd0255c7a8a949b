import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import type { Claim } from '../../api/desk'
import { dateTime } from '../../i18n/format'
import { whyText } from '../../i18n/why'
import { Button } from '../../ui/Button'
import { Key } from '../../ui/KeyCap'
import { useKeys } from '../../ui/keys'
import { ErrorNotice, Notice } from '../../ui/Notice'
import type { CallBudget } from './beginning'
import { useGivingBack } from './taking'

/** Why this customer may not be called now, and the one way on. */
export function Forbidden({ claim, budget }: { claim: Claim; budget: CallBudget }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const givingBack = useGivingBack(() => void navigate({ to: '/queue', search: {} }))
  const giveBack = () => !givingBack.isPending && givingBack.mutate({ claim: claim.claim_id, untilFree: true })
  useKeys({ b: giveBack })
  return (
    <section className="card stack" aria-label={t`现在不能呼出`}>
      <Notice>
        <strong>
          <Trans>现在不能呼出</Trans>
        </strong>
        {budget.reasons.map((reason) => (
          <span key={reason.code}>{whyText(reason)}</span>
        ))}
      </Notice>
      {budget.free_at && (
        <p>
          <Trans>{dateTime(budget.free_at)} 起可以呼出。放回后到那时再回到名单，不会先给其他坐席。</Trans>
        </p>
      )}
      {givingBack.error && <ErrorNotice error={givingBack.error} />}
      <div className="row">
        <Button look="primary" onPress={giveBack} isPending={givingBack.isPending} aria-keyshortcuts="b">
          <Trans>放回名单，到时再呼</Trans>
          <Key>B</Key>
        </Button>
      </div>
    </section>
  )
}
