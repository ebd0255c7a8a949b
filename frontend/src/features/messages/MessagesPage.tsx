import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { sentQuery } from '../../api/messages'
import { useCity } from '../../session/city'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { ErrorNotice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'
import { SentTable } from './SentTable'
import { WriteDialog } from './WriteDialog'

const AGAIN_MS = 30_000

/** What was written to specialists, who has read it, and what they answered. */
export function MessagesPage() {
  const { t } = useLingui()
  const city = useCity()?.code ?? ''
  const sent = useInfiniteQuery({ ...sentQuery(city), refetchInterval: AGAIN_MS })
  const [writes, setWrites] = useState(false)
  const rows = sent.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className="page-body">
      <div className="row">
        <h1>
          <Trans>给专员的消息</Trans>
        </h1>
        <span className="row-end" />
        <Button look="primary" icon="plus" onPress={() => setWrites(true)}>
          <Trans>写消息</Trans>
        </Button>
      </div>
      {sent.error && <ErrorNotice error={sent.error} />}
      {sent.isPending && <Waiting />}
      {sent.isSuccess && rows.length === 0 && (
        <Empty icon="message" title={t`还没有消息`}>
          <p className="soft">
            <Trans>写给一位、几位或网点全体专员；平板下次同步时收到，没有网络也能看和回复。</Trans>
          </p>
        </Empty>
      )}
      {rows.length > 0 && <SentTable rows={rows} city={city} />}
      {sent.hasNextPage && (
        <div>
          <Button onPress={() => void sent.fetchNextPage()} isPending={sent.isFetchingNextPage}>
            <Trans>显示更多</Trans>
          </Button>
        </div>
      )}
      {writes && <WriteDialog city={city} onClose={() => setWrites(false)} />}
    </div>
  )
}
