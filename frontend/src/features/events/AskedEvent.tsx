import type { Offer } from '../../api/activities'
import { receiptText } from '../../i18n/receipts'
import { ErrorNotice, Notice } from '../../ui/Notice'
import { Answer } from './Answer'
import { OfferFacts } from './OfferFacts'
import { useOnTelephone } from './onTelephone'

/** An event that a customer was asked to, for a seat who has him on the telephone. */
export function AskedEvent({ offer, customer }: { offer: Offer; customer: number }) {
  const answering = useOnTelephone(offer.event_id, customer)
  return (
    <article className="event-card" aria-label={offer.title}>
      <OfferFacts offer={offer} level="h3" />
      {answering.error !== null && <ErrorNotice error={answering.error} />}
      {answering.note && (
        <Notice tone="warn">
          <span>{receiptText(answering.note)}</span>
        </Notice>
      )}
      <Answer offer={offer} answering={answering} />
    </article>
  )
}
