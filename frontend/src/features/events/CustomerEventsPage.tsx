import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { customerEventsQuery, type CustomerEvents } from '../../api/activities'
import { customerQuery } from '../../api/field'
import { noMessageText } from '../../i18n/event-words'
import { Empty } from '../../ui/Empty'
import { Icon } from '../../ui/icons'
import { ErrorNotice, Notice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'
import { OfferCard } from './OfferCard'
import '../../styles/field.css'
import './events.css'

/** The events for one customer, to be talked about with him: invited, signed up, declined. */
export function CustomerEventsPage() {
  const { customerId } = useParams({ from: '/shell/events/customer/$customerId' })
  const id = Number(customerId)
  const isNumber = Number.isSafeInteger(id)
  const story = useQuery({ ...customerQuery(id), enabled: isNumber })
  const events = useQuery({ ...customerEventsQuery(id), enabled: isNumber })
  const { t } = useLingui()
  if (!isNumber) return <Empty icon="search" title={t`没有这位客户`} />
  return (
    <div className="page-body field-page event-cards">
      <div className="row">
        <Link to="/customers/$customerId" params={{ customerId }} className="button button-quiet" aria-label={t`返回客户全景`}>
          <Icon name="back" />
        </Link>
        <h1>
          <Trans>客户活动</Trans> {story.data && <span className="soft">{story.data.name_masked}</span>}
        </h1>
      </div>
      {events.error && <ErrorNotice error={events.error} />}
      {events.isPending && <Waiting />}
      {events.data && <Known events={events.data} />}
    </div>
  )
}

function Known({ events }: { events: CustomerEvents }) {
  const { t } = useLingui()
  return (
    <>
      {events.no_message.length > 0 && events.items.some((one) => one.may_answer) && <NoMessage events={events} />}
      {!events.profiled && (
        <p className="soft">
          <Trans>客户不同意按个人资料推荐，活动按时间排列。</Trans>
        </p>
      )}
      {events.items.length === 0 && (
        <Empty icon="star" title={t`现在没有适合他的活动`}>
          <p className="soft">
            <Trans>运营发布新的活动后会出现在这里。</Trans>
          </p>
        </Empty>
      )}
      {events.items.map((offer) => (
        <OfferCard key={offer.event_id} offer={offer} customer={events.customer_id} mayInvite={events.no_message.length === 0} />
      ))}
    </>
  )
}

/** Why there is no button for a message. */
export function NoMessage({ events }: { events: CustomerEvents }) {
  return (
    <Notice tone="warn">
      <strong>
        <Trans>现在不能发短信邀请，可以当面问：</Trans>
      </strong>
      <ul>
        {events.no_message.map(noMessageText).map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Notice>
  )
}
