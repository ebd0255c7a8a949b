import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { customerEventsQuery, type Offer } from '../../api/activities'
import { Section } from '../../ui/Section'
import { AskedEvent } from './AskedEvent'
import './events.css'

/** What he was asked to and can still answer, or take back. */
export const canBeSaid = (offer: Offer) => (offer.invited.length > 0 && offer.may_answer) || offer.may_withdraw

/** Beside a call: the events that the customer was asked to; nothing where there are none. */
export function AskedEvents({ customer }: { customer: number }) {
  const { t } = useLingui()
  const events = useQuery(customerEventsQuery(customer))
  const asked = events.data?.items.filter(canBeSaid) ?? []
  if (asked.length === 0) return null
  return (
    <Section title={t`受邀的客户活动`} many={asked.length}>
      <ul className="customer-rows">
        {asked.map((offer) => (
          <li key={offer.event_id}>
            <AskedEvent offer={offer} customer={customer} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
