import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Event } from '../../api/activities'
import { count, day } from '../../i18n/format'
import { eventKindWord, eventStateWord } from '../../i18n/event-words'
import { useRowKeys } from '../../ui/rowKeys'
import { Table, type Column } from '../../ui/Table'
import { EventBadge } from './EventBadge'
import { placeOf } from './place'
import { eventTime } from './times'

export function EventTable({ rows }: { rows: Event[] }) {
  const { t } = useLingui()
  const box = useRowKeys()
  const columns: Column<Event>[] = [
    {
      key: 'title',
      header: t`活动`,
      cell: (row) => (
        <>
          <Link to="/events/$eventId" params={{ eventId: row.event_id }} className="event-link">
            {row.title}
          </Link>
          <div className="soft">{eventKindWord(row.kind)}</div>
        </>
      ),
      sort: (row) => row.title,
    },
    { key: 'state', header: t`状态`, cell: (row) => <EventBadge state={row.state} />, sort: (row) => eventStateWord(row.state) },
    {
      key: 'time',
      header: t`时间`,
      cell: (row) => (
        <>
          {eventTime(row.starts_at, row.ends_at)}
          <div className="soft">{t`${day(row.answer_by)} 前报名`}</div>
        </>
      ),
      sort: (row) => row.starts_at,
    },
    { key: 'place', header: t`地点`, cell: (row) => placeOf(row.station?.name, row.place), sort: (row) => placeOf(row.station?.name, row.place) },
    { key: 'seats', header: t`名额`, cell: (row) => count(row.seats), sort: (row) => row.seats, numeric: true },
    { key: 'signed_up', header: t`已报名`, cell: (row) => count(row.signed_up), sort: (row) => row.signed_up, numeric: true },
    { key: 'waiting', header: t`候补`, cell: (row) => count(row.waiting), sort: (row) => row.waiting, numeric: true },
    { key: 'attended', header: t`到场`, cell: (row) => count(row.attended), sort: (row) => row.attended, numeric: true },
  ]
  return (
    <section ref={box}>
      <Table caption={t`客户活动`} columns={columns} rows={rows} rowKey={(row) => row.event_id} />
    </section>
  )
}
