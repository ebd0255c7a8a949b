import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { attentionQuery, type Attention } from '../../api/desk'
import { useCity } from '../../session/city'
import { useMay } from '../../session/may'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { ErrorNotice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'
import { AttentionTable } from './AttentionTable'
import { DecideDialog } from './DecideDialog'

/** Nobody tells a desk that something new waits; it asks. */
const AGAIN_MS = 30_000

/** What specialists did and the system could not simply apply: somebody decides what becomes of it. */
export function AttentionPage() {
  const { t } = useLingui()
  const city = useCity()?.code ?? ''
  const decides = useMay('decide')
  const attention = useInfiniteQuery({ ...attentionQuery(city), refetchInterval: AGAIN_MS })
  const [chosen, choose] = useState<Attention>()
  const rows = attention.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className="page-body">
      <h1>
        <Trans>同步异常</Trans>
      </h1>
      <p className="soft">
        <Trans>专员已上传、系统不能直接生效的内容。采纳后按他当时所做记入，功劳仍是他的；退回时写明原因，他会看到。</Trans>
      </p>
      {attention.error && <ErrorNotice error={attention.error} />}
      {attention.isPending && <Waiting />}
      {rows.length > 0 && <AttentionTable rows={rows} onDecide={decides ? choose : undefined} />}
      {attention.hasNextPage && (
        <div>
          <Button onPress={() => void attention.fetchNextPage()} isPending={attention.isFetchingNextPage}>
            <Trans>显示更多</Trans>
          </Button>
        </div>
      )}
      {attention.isSuccess && rows.length === 0 && (
        <Empty icon="done" title={t`没有需要处理的内容`}>
          <p className="soft">
            <Trans>专员上传的内容都已生效。有需要您决定的，会自动出现在这里。</Trans>
          </p>
        </Empty>
      )}
      {chosen && <DecideDialog key={chosen.op_id} row={chosen} onClose={() => choose(undefined)} />}
    </div>
  )
}
