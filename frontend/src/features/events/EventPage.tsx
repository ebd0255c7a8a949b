import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { eventQuery, type Event } from '../../api/activities'
import { count, day } from '../../i18n/format'
import { ageRange, eventKindWord, interestList } from '../../i18n/event-words'
import { Figure, Figures } from '../../ui/Figures'
import { Icon } from '../../ui/icons'
import { ErrorNotice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'
import { EventActions } from './EventActions'
import { EventBadge } from './EventBadge'
import { EventForm } from './EventForm'
import { GuestTable } from './GuestTable'
import { placeOf } from './place'
import { eventTime } from './times'
import './events.css'

export function NewEventPage() {
  const navigate = useNavigate()
  return (
    <div className="page-body">
      <BackToEvents />
      <h1>
        <Trans>新建活动</Trans>
      </h1>
      <EventForm onSaved={(event) => void navigate({ to: '/events/$eventId', params: { eventId: event.event_id }, search: {} })} onCancel={() => void navigate({ to: '/events', search: {} })} />
    </div>
  )
}

/** One event: what it is, who comes, and what can be done with it. */
export function EventPage() {
  const { eventId } = useParams({ from: '/shell/events/$eventId' })
  const { edit } = useSearch({ from: '/shell/events/$eventId' })
  const navigate = useNavigate({ from: '/events/$eventId' })
  const event = useQuery(eventQuery(eventId))
  const show = () => void navigate({ search: {}, replace: true })
  return (
    <div className="page-body">
      <BackToEvents />
      {event.error && <ErrorNotice error={event.error} />}
      {event.isPending && <Waiting />}
      {event.data && (
        <>
          <div className="row">
            <h1>{event.data.title}</h1>
            <EventBadge state={event.data.state} />
            <span className="row-end" />
            {!edit && <EventActions event={event.data} onEdit={() => void navigate({ search: { edit: true } })} />}
          </div>
          {edit ? <EventForm key={event.data.event_id} event={event.data} onSaved={show} onCancel={show} /> : <Known event={event.data} />}
        </>
      )}
    </div>
  )
}

function BackToEvents() {
  return (
    <div>
      <Link to="/events" search={{}} className="button button-quiet">
        <Icon name="back" />
        <Trans>客户活动</Trans>
      </Link>
    </div>
  )
}

function Known({ event }: { event: Event }) {
  const { t } = useLingui()
  return (
    <>
      <section className="card stack">
        <Figures>
          <Figure label={t`名额`} value={count(event.seats)} />
          <Figure label={t`报名（人）`} value={count(event.signed_up)} note={t`剩余 ${count(Math.max(event.seats - event.signed_up, 0))}`} />
          <Figure label={t`候补（人）`} value={count(event.waiting)} />
          <Figure label={t`不参加（客户）`} value={count(event.declined)} />
          <Figure label={t`邀请（客户）`} value={count(event.invited)} />
          <Figure label={t`到场（人）`} value={count(event.attended)} />
        </Figures>
        <dl className="event-facts">
          <Fact label={t`类型`}>{eventKindWord(event.kind)}</Fact>
          <Fact label={t`时间`}>{eventTime(event.starts_at, event.ends_at)}</Fact>
          <Fact label={t`地点`}>{placeOf(event.station?.name, event.place)}</Fact>
          <Fact label={t`报名截止日`}>{day(event.answer_by)}</Fact>
          <Fact label={t`适合年龄`}>{ageRange(event.age_from, event.age_to)}</Fact>
          <Fact label={t`兴趣`}>{interestList(event.interests) || t`不限`}</Fact>
        </dl>
        {event.description && <p className="event-description">{event.description}</p>}
      </section>
      <GuestTable event={event} />
    </>
  )
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
