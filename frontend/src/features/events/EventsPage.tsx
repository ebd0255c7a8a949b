import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { EVENT_STATES, eventsSearch, type EventsSearch } from '../../address/events'
import { eventsQuery } from '../../api/activities'
import { eventStateWord } from '../../i18n/event-words'
import { useCity } from '../../session/city'
import { useMay } from '../../session/may'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { Choice } from '../../ui/Field'
import { Icon } from '../../ui/icons'
import { Key } from '../../ui/KeyCap'
import { useKeys } from '../../ui/keys'
import { ErrorNotice } from '../../ui/Notice'
import { SearchField } from '../../ui/SearchField'
import { Waiting } from '../../ui/Waiting'
import { EventTable } from './EventTable'
import './events.css'

/** The city's events with who comes. */
export function EventsPage() {
  const { t } = useLingui()
  const city = useCity()?.code ?? ''
  const search = useSearch({ from: '/shell/events' })
  const navigate = useNavigate({ from: '/events' })
  const mayEdit = useMay('editEvents')
  const events = useInfiniteQuery(eventsQuery(city, search))
  const rows = events.data?.pages.flatMap((page) => page.items) ?? []
  const isFiltered = Object.keys(search).length > 0
  useKeys(mayEdit ? { n: () => void navigate({ to: '/events/new' }) } : {})
  // The route reads the address again, and lets only states through.
  const set = (key: keyof EventsSearch, value: string) =>
    void navigate({ search: (before) => eventsSearch({ ...before, [key]: value }), replace: true })
  return (
    <div className="page-body">
      <div className="row">
        <h1>
          <Trans>客户活动</Trans>
        </h1>
        <span className="row-end" />
        {mayEdit && <NewEvent />}
      </div>
      <div className="desk-filters">
        <SearchField placeholder={t`活动名称、网点或地点`} value={search.q ?? ''} onChange={(value) => set('q', value)} />
        <Choice
          label={t`状态`}
          value={search.state ?? ''}
          options={[{ value: '', label: t`全部` }, ...EVENT_STATES.map((state) => ({ value: state, label: eventStateWord(state) }))]}
          onChange={(value) => set('state', value)}
        />
      </div>
      {events.error && <ErrorNotice error={events.error} />}
      {events.isPending && <Waiting />}
      {rows.length > 0 && <EventTable rows={rows} />}
      {events.hasNextPage && (
        <div>
          <Button onPress={() => void events.fetchNextPage()} isPending={events.isFetchingNextPage}>
            <Trans>显示更多</Trans>
          </Button>
        </div>
      )}
      {events.isSuccess && rows.length === 0 && (
        <Empty icon={isFiltered ? 'search' : 'star'} title={isFiltered ? t`没有符合条件的活动` : t`还没有客户活动`}>
          {isFiltered ? (
            <Button onPress={() => void navigate({ search: {}, replace: true })}>
              <Trans>清除条件</Trans>
            </Button>
          ) : (
            <p className="soft">
              <Trans>新建活动并发布后，专员就能在客户页面上看到它，邀请合适的客户报名。</Trans>
            </p>
          )}
        </Empty>
      )}
    </div>
  )
}

function NewEvent() {
  return (
    <Link to="/events/new" className="button button-primary" aria-keyshortcuts="n">
      <Icon name="plus" />
      <Trans>新建活动</Trans>
      <Key>N</Key>
    </Link>
  )
}
