import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { myEventsQuery, type MyEvent } from '../../api/activities'
import { count } from '../../i18n/format'
import { Empty } from '../../ui/Empty'
import { FateNotice } from '../../ui/FateNotice'
import { Icon } from '../../ui/icons'
import { ErrorNotice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'
import { CodeField } from './CodeField'
import { DoorList } from './DoorList'
import { placeOf } from './place'
import { Scanner } from './Scanner'
import { eventTime } from './times'
import { useDoor } from './useDoor'
import { VerdictNotice } from './VerdictNotice'
import '../../styles/field.css'
import './events.css'
import './door.css'

/** At the door of an event: codes are scanned or typed, with or without a network. */
export function DoorPage() {
  const { t } = useLingui()
  const { eventId } = useParams({ from: '/shell/my-events/$eventId/door' })
  const events = useQuery(myEventsQuery)
  const event = events.data?.items.find((one) => one.event_id === eventId)
  return (
    <div className="page-body field-page event-cards">
      <div className="row">
        <Link to="/my-events" className="button button-quiet" aria-label={t`返回我的活动`}>
          <Icon name="back" />
        </Link>
        <h1>
          <Trans>签到</Trans> {event && <span className="soft">{event.title}</span>}
        </h1>
      </div>
      {events.error && <ErrorNotice error={events.error} />}
      {events.isPending && <Waiting />}
      {events.data && !event && <Empty icon="star" title={t`没有这个活动，或已不能签到`} />}
      {event && <Open event={event} events={events.data?.items ?? []} />}
    </div>
  )
}

function Open({ event, events }: { event: MyEvent; events: MyEvent[] }) {
  const door = useDoor(event, events)
  const persons = (guests: MyEvent['door']) => guests.reduce((sum, one) => sum + one.persons, 0)
  const hasCome = event.door.filter((one) => one.state === 'attended' || door.came.has(one.code))
  return (
    <>
      <p className="soft">
        {eventTime(event.starts_at, event.ends_at)} · {placeOf(event.station, event.place)}
      </p>
      {event.may_mark ? (
        <div className="door">
          <section className="card stack">
            <Scanner onFound={door.show} />
            <CodeField onCode={door.show} />
          </section>
          <div className="stack" aria-live="assertive">
            {door.verdict && <VerdictNotice verdict={door.verdict} isRecorded={door.opId !== undefined} onAdmit={door.admit} />}
            <FateNotice opId={door.opId} />
          </div>
        </div>
      ) : (
        <p>
          <Trans>活动当天开始签到。名单已经在这台设备上，没有网络也能签到。</Trans>
        </p>
      )}
      <h2>
        <Trans>
          已到 {count(persons(hasCome))} 人，共 {count(persons(event.door))} 人
        </Trans>
      </h2>
      <DoorList guests={event.door} came={door.came} />
    </>
  )
}
