import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useStream } from '../../api/events'
import { operationsQuery, todayQuery, type Today, type TodayCounts } from '../../api/field'
import { count, day } from '../../i18n/format'
import { Empty } from '../../ui/Empty'
import { ErrorNotice } from '../../ui/Notice'
import { Split } from '../../ui/Split'
import { Waiting } from '../../ui/Waiting'
import { Soon } from '../appointments/Soon'
import { Cells } from './Cells'
import type { Day } from './route/day'
import { RouteBar } from './route/RouteBar'
import { useDay, type ShownDay } from './route/useDay'
import { narrowed, type Stop } from './stops'
import { TodayBar } from './TodayBar'
import { TodayList } from './TodayList'
import { TodayMap } from './TodayMap'
import { Unfinished } from './Unfinished'
import '../../styles/field.css'
import './today.css'
import './route/route.css'

export function TodayPage() {
  const { show, view, order } = useSearch({ from: '/shell/today' })
  const queries = useQueryClient()
  const today = useQuery(todayQuery)
  // Each event says that something has changed in his cells; the first one comes with the connection.
  useStream<TodayCounts>('/api/v1/field/events', 'today', true, (counts) => {
    const known = queries.getQueryData(todayQuery.queryKey)?.counts
    if (known && JSON.stringify(known) !== JSON.stringify(counts)) {
      void queries.invalidateQueries({ queryKey: todayQuery.queryKey })
      void queries.invalidateQueries({ queryKey: ['route'] })
    }
    void queries.invalidateQueries({ queryKey: operationsQuery.queryKey })
  })
  const shown = useDay(today.data?.items, order)
  const stops = useMemo(() => narrowed(shown.stops, show), [shown.stops, show])
  return (
    <Split
      view={view}
      head={
        <>
          <Head today={today.data} />
          {today.error && <ErrorNotice error={today.error} />}
          {today.isPending && <Waiting />}
          {today.data && today.data.cells.length > 0 && <Overview today={today.data} shown={shown} />}
        </>
      }
      list={today.data && <List today={today.data} stops={stops} shown={shown} />}
      map={today.data && <Map stops={stops} route={shown.day} />}
    />
  )
}

function Head({ today }: { today: Today | undefined }) {
  // The day is written anew with the language.
  const { t } = useLingui()
  return (
    <div className="row">
      <h1>{t`今日工作`}</h1>
      {today && (
        <>
          <span className="soft">{day(today.day)}</span>
          <span className="row-end soft">
            <Trans>
              今日完成 <strong className="number">{count(today.counts.done_today)}</strong>
            </Trans>
          </span>
        </>
      )}
    </div>
  )
}

function Overview({ today, shown }: { today: Today; shown: ShownDay }) {
  return (
    <>
      <Cells cells={today.cells} />
      <Soon />
      <Unfinished tasks={today.items.map((item) => item.task_id)} />
      <TodayBar counts={today.counts} items={today.items} />
      {today.items.length > 0 && <RouteBar shown={shown} />}
    </>
  )
}

function List({ today, stops, shown }: { today: Today; stops: Stop[]; shown: ShownDay }) {
  const { t } = useLingui()
  if (today.cells.length === 0) {
    return (
      <Empty icon="cell" title={t`您还没有网格`}>
        <p className="soft">
          <Trans>网格发布并为您配格之后，每天的工作会排在这里。请联系网点主管。</Trans>
        </p>
      </Empty>
    )
  }
  if (today.items.length === 0) return <AllDone />
  if (stops.length === 0) {
    return (
      <Empty icon="search" title={t`没有符合条件的工作`}>
        <Link to="/today" search={{}} className="button">
          <Trans>清除条件</Trans>
        </Link>
      </Empty>
    )
  }
  return (
    <>
      <TodayList stops={stops} hasRoute={shown.day !== undefined} move={shown.move} />
      {today.counts.open > today.items.length && (
        <p className="soft">
          <Trans>
            这里是最紧要的 {count(today.items.length)} 项，共 {count(today.counts.open)} 项待办。
          </Trans>
        </p>
      )}
    </>
  )
}

function AllDone() {
  const { t } = useLingui()
  return (
    <Empty icon="done" title={t`今天没有待办了`}>
      <p className="soft">
        <Trans>可以去看看网格里还没联系过的客户。</Trans>
      </p>
      <Link to="/cell" search={{}} className="button button-primary">
        <Trans>我的网格</Trans>
      </Link>
    </Empty>
  )
}

function Map({ stops, route }: { stops: Stop[]; route: Day | undefined }) {
  const navigate = useNavigate({ from: '/today' })
  const { task: chosen } = useSearch({ from: '/shell/today' })
  return (
    <TodayMap
      stops={stops}
      day={route}
      chosen={chosen}
      onChoose={(task) => {
        void navigate({ search: (before) => ({ ...before, task }), replace: true })
        document.getElementById(`stop-${task}`)?.scrollIntoView({ block: 'center' })
      }}
    />
  )
}
