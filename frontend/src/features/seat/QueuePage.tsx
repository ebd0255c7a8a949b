import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { queueQuery, type Claim, type QueueRow } from '../../api/desk'
import { useCity } from '../../session/city'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { Icon } from '../../ui/icons'
import { Key, KeysSwitch } from '../../ui/KeyCap'
import { useKeys } from '../../ui/keys'
import { ErrorNotice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'
import { useSeatNews } from '../requests/live'
import { MyClaims } from './MyClaims'
import { QueueCounts } from './QueueCounts'
import { QueueFilters } from './QueueFilters'
import { OwnScores } from './OwnScores'
import { QueueTable } from './QueueTable'
import { StateSwitch } from './StateSwitch'
import { useTaking } from './taking'
import './seat.css'

export function QueuePage() {
  const { t } = useLingui()
  const city = useCity()?.code ?? ''
  const filter = useSearch({ from: '/shell/queue' })
  const navigate = useNavigate({ from: '/queue' })
  const queue = useInfiniteQuery(queueQuery(city, filter))
  const taking = useTaking(city)
  useSeatNews(city)
  const first = queue.data?.pages[0]
  const rows = queue.data?.pages.flatMap((page) => page.items) ?? []
  const inHand = first?.mine[0]
  const goOn = (claim: Claim) => void navigate({ to: '/call/$claimId', params: { claimId: claim.claim_id } })
  const take = (row: QueueRow | null) => {
    const claim = row?.mine ? first?.mine.find((one) => one.task_id === row.task_id) : undefined
    if (claim) goOn(claim)
    else if (!taking.isPending) taking.mutate(row?.item_id ?? null)
  }
  const takeNext = () => (inHand ? goOn(inHand) : take(null))
  useKeys({ n: takeNext, i: () => void navigate({ to: '/inbound' }) })
  const isFiltered = Object.keys(filter).length > 0
  return (
    <div className="page-body">
      <div className="row">
        <h1>
          <Trans>待呼名单</Trans>
        </h1>
        <span className="row-end" />
        <Link to="/inbound" className="button" aria-keyshortcuts="i">
          <Icon name="phone" />
          <Trans>接来电</Trans>
          <Key>I</Key>
        </Link>
        <StateSwitch />
        <KeysSwitch />
        <Button look="primary" icon="phone" onPress={takeNext} isPending={taking.isPending} aria-keyshortcuts="n">
          {inHand ? <Trans>继续手上的通话</Trans> : <Trans>呼叫下一位</Trans>}
          <Key>N</Key>
        </Button>
      </div>
      {taking.error && <ErrorNotice error={taking.error} />}
      {queue.error && <ErrorNotice error={queue.error} />}
      <OwnScores />
      {first && <QueueCounts counts={first.counts} />}
      {first && first.mine.length > 0 && <MyClaims claims={first.mine} rows={rows} />}
      <QueueFilters filter={filter} onChange={(search) => void navigate({ search, replace: true })} />
      {queue.isPending && <Waiting />}
      {rows.length > 0 && <QueueTable rows={rows} isBusy={taking.isPending} onTake={take} />}
      {queue.hasNextPage && (
        <div>
          <Button onPress={() => void queue.fetchNextPage()} isPending={queue.isFetchingNextPage}>
            <Trans>显示更多</Trans>
          </Button>
        </div>
      )}
      {queue.isSuccess && rows.length === 0 && (
        <Empty icon={isFiltered ? 'search' : 'done'} title={isFiltered ? t`没有符合条件的客户` : t`名单已呼完`}>
          {isFiltered ? (
            <Button onPress={() => void navigate({ search: {}, replace: true })}>
              <Trans>清除条件</Trans>
            </Button>
          ) : (
            <p className="soft">
              <Trans>每天夜里和每次导入后，系统会按到期情况和失效风险排出新的名单；约定的回拨到点后也会出现在这里。</Trans>
            </p>
          )}
        </Empty>
      )}
    </div>
  )
}
