import { Trans, useLingui } from '@lingui/react/macro'
import type { Offer } from '../../api/activities'
import { Button } from '../../ui/Button'
import { FateNotice } from '../../ui/FateNotice'
import { useActing, type Acting } from './acting'
import { Answer } from './Answer'
import { OfferFacts } from './OfferFacts'

interface Props {
  offer: Offer
  customer: number
  /** Nothing forbids to invite him by a message. */
  mayInvite: boolean
}

/** One event with what can be done about it now. */
export function OfferCard({ offer, customer, mayInvite }: Props) {
  const acting = useActing(offer.event_id, customer)
  return (
    <article className="card event-card" aria-label={offer.title}>
      <OfferFacts offer={offer} level="h2" />
      {offer.description && offer.may_answer && <p className="event-description">{offer.description}</p>}
      <FateNotice opId={acting.opId} />
      {!acting.waits && <Actions offer={offer} mayInvite={mayInvite} acting={acting} />}
    </article>
  )
}

function Actions({ offer, mayInvite, acting }: { offer: Offer; mayInvite: boolean; acting: Acting }) {
  const { t } = useLingui()
  return (
    <>
      <Answer offer={offer} answering={acting} onInvite={mayInvite ? acting.invite : undefined} />
      {offer.may_mark && (
        <div className="event-actions">
          <Button aria-label={t`到场 ${offer.title}`} onPress={() => acting.attend(true)}>
            <Trans>到场</Trans>
          </Button>
        </div>
      )}
    </>
  )
}
