import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { myEventsQuery, type MyEvent } from '../../api/activities'
import { Empty } from '../../ui/Empty'
import { ErrorNotice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'
import { MyEventCard } from './MyEventCard'
import { dayOf } from './times'
import '../../styles/field.css'
import './events.css'

/** The events to which the specialist's customers come: today's first, with who came. */
export function MyEventsPage() {
  const { t } = useLingui()
  const events = useQuery(myEventsQuery)
  const { today, later, before } = split(events.data?.items ?? [])
  return (
    <div className="page-body field-page event-cards">
      <h1>
        <Trans>我的活动</Trans>
      </h1>
      {events.error && <ErrorNotice error={events.error} />}
      {events.isPending && <Waiting />}
      <Part title={t`今天`} events={today} />
      <Part title={t`接下来`} events={later} />
      <Part title={t`已举办`} events={before} />
      {events.data?.items.length === 0 && (
        <Empty icon="star" title={t`您的客户还没有报名活动`}>
          <p className="soft">
            <Trans>在客户页面的「客户活动」里邀请和报名，报名的客户会列在这里，活动当天记录谁到场。</Trans>
          </p>
          <Link to="/cell" search={{}} className="button button-primary">
            <Trans>我的网格</Trans>
          </Link>
        </Empty>
      )}
    </div>
  )
}

function Part({ title, events }: { title: string; events: MyEvent[] }) {
  if (events.length === 0) return null
  return (
    <section className="stack">
      <h2>{title}</h2>
      {events.map((event) => (
        <MyEventCard key={event.event_id} event={event} />
      ))}
    </section>
  )
}

/** The server lists them by time; what is over comes last, the newest of it first. */
function split(events: MyEvent[]) {
  const now = dayOf(new Date())
  const on = (event: MyEvent) => dayOf(event.starts_at)
  return {
    today: events.filter((event) => on(event) === now),
    later: events.filter((event) => on(event) > now),
    before: events.filter((event) => on(event) < now).toReversed(),
  }
}
