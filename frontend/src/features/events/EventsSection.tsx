import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { customerEventsQuery } from '../../api/activities'
import { count } from '../../i18n/format'
import { useMay } from '../../session/may'
import { Icon } from '../../ui/icons'
import { ErrorNotice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import { AskedEvent } from './AskedEvent'
import { canBeSaid } from './AskedEvents'
import { OfferFacts } from './OfferFacts'
import './events.css'

const FIRST = 2

/** On the customer's page: the events that he answered or that suit him best; all of them stand on a page of their own. */
export function EventsSection({ customer }: { customer: number }) {
  const { t } = useLingui()
  const works = useMay('work')
  const calls = useMay('call')
  const events = useQuery(customerEventsQuery(customer))
  const items = events.data?.items ?? []
  const more = items.length - FIRST
  return (
    <Section title={t`客户活动`} many={items.length}>
      {events.error && <ErrorNotice error={events.error} />}
      {events.isPending && <div className="skeleton" />}
      {events.isSuccess && items.length === 0 && (
        <p className="soft">
          <Trans>现在没有适合他的活动。</Trans>
        </p>
      )}
      <ul className="customer-rows">
        {items
          .filter((offer, place) => place < FIRST || (calls && canBeSaid(offer)))
          .map((offer) => (
            <li key={offer.event_id} className="event-card">
              {calls && canBeSaid(offer) ? <AskedEvent offer={offer} customer={customer} /> : <OfferFacts offer={offer} level="h3" />}
            </li>
          ))}
      </ul>
      {works && items.length > 0 && (
        <Link to="/events/customer/$customerId" params={{ customerId: String(customer) }} className="button">
          <Icon name="star" />
          {more > 0 ? <Trans>邀请和报名（另有 {count(more)} 个活动）</Trans> : <Trans>邀请和报名</Trans>}
        </Link>
      )}
    </Section>
  )
}
