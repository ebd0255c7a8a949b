import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Guest, MyEvent } from '../../api/activities'
import { count } from '../../i18n/format'
import { eventKindWord } from '../../i18n/event-words'
import { Icon } from '../../ui/icons'
import { FateNotice } from '../../ui/FateNotice'
import { useActing } from './acting'
import { CodeButton } from './CodeButton'
import { AnswerBadge, EventBadge } from './EventBadge'
import { placeOf } from './place'
import { eventTime } from './times'

const MARKS = ['attended', 'absent'] as const

/** One event with the specialist's customers, to note who came. */
export function MyEventCard({ event }: { event: MyEvent }) {
  const { t } = useLingui()
  return (
    <article className="card event-card" aria-label={event.title}>
      <div className="row event-title">
        <h3>{event.title}</h3>
        <span className="badge">{eventKindWord(event.kind)}</span>
        <EventBadge state={event.state} />
      </div>
      <p className="event-line">
        <Icon name="clock" size={16} />
        <span>{eventTime(event.starts_at, event.ends_at)}</span>
      </p>
      <p className="event-line">
        <Icon name="pin" size={16} />
        <span>{placeOf(event.station, event.place)}</span>
      </p>
      <p className="soft">
        <Trans>
          我的客户 {count(event.guests.length)} 位，活动还剩 {count(event.left)} 个名额
        </Trans>
      </p>
      {event.door.length > 0 && (
        <Link to="/my-events/$eventId/door" params={{ eventId: event.event_id }} className={event.may_mark ? 'button button-primary' : 'button'} aria-label={t`到门口签到 ${event.title}`}>
          <Icon name="door" />
          <Trans>到门口签到</Trans>
        </Link>
      )}
      <ul className="customer-rows">
        {event.guests.map((guest) => (
          <GuestRow key={guest.sign_up_id} event={event} guest={guest} />
        ))}
      </ul>
    </article>
  )
}

function GuestRow({ event, guest }: { event: MyEvent; guest: Guest }) {
  const { t } = useLingui()
  const acting = useActing(event.event_id, guest.customer_id)
  const marked = typeof acting.waits?.payload['attended'] === 'boolean' ? (acting.waits.payload['attended'] ? 'attended' : 'absent') : guest.state
  return (
    <li className="event-guest">
      <div className="event-guest-who">
        <Link to="/customers/$customerId" params={{ customerId: String(guest.customer_id) }} className="household-link">
          {guest.name_masked}
        </Link>
        <span>{t`${count(guest.persons)} 人`}</span>
        <AnswerBadge state={guest.state} />
        {guest.state !== 'attended' && event.state !== 'cancelled' && <CodeButton event={event} code={guest.code} of={guest.name_masked} />}
        <span className="soft">{guest.community}</span>
      </div>
      {event.may_mark && (
        <div className="event-marks">
          {MARKS.filter((state) => state === 'attended' || guest.state !== 'waiting').map((state) => (
            <button
              key={state}
              type="button"
              className="chip"
              aria-pressed={marked === state}
              aria-label={state === 'attended' ? t`${guest.name_masked} 到场` : t`${guest.name_masked} 未到`}
              onClick={() => acting.attend(state === 'attended')}
            >
              {state === 'attended' ? t`到场` : t`未到`}
            </button>
          ))}
        </div>
      )}
      <FateNotice opId={acting.opId} />
    </li>
  )
}
