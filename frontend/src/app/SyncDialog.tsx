import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { operationsQuery, type SentOperation } from '../api/field'
import { dateTime } from '../i18n/format'
import { problemText } from '../i18n/problems'
import { receiptText } from '../i18n/receipts'
import { decisionText, operationKindWord, operationStateWord } from '../i18n/work'
import { useSending, useWaiting } from '../outbox/operations'
import type { Waiting } from '../outbox/outbox'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { FateWays } from '../ui/FateNotice'
import { ErrorNotice } from '../ui/Notice'

/** What waits on this device, and what became of what was sent. */
export function SyncDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const waiting = useWaiting()
  const sending = useSending()
  return (
    <Dialog title={t`同步`} isOpen onClose={onClose} wide>
      <section className="stack-tight">
        <h3>
          <Trans>待上传</Trans>
        </h3>
        {waiting.length === 0 && (
          <p className="soft">
            <Trans>本机没有待上传的内容。</Trans>
          </p>
        )}
        <ul className="sync-rows">
          {waiting.map((row) => (
            <WaitingRow key={row.operation.op_id} row={row} />
          ))}
        </ul>
        {sending.error && <ErrorNotice error={sending.error} />}
        {waiting.length > 0 && (
          <div>
            <Button look="primary" icon="upload" isDisabled={sending.isPending} onPress={() => sending.mutate()}>
              <Trans>立即上传</Trans>
            </Button>
          </div>
        )}
      </section>
      <Received onClose={onClose} />
      <div className="row">
        <span className="row-end" />
        <Button onPress={onClose}>
          <Trans>关闭</Trans>
        </Button>
      </div>
    </Dialog>
  )
}

function WaitingRow({ row: { operation, refused } }: { row: Waiting }) {
  return (
    <li>
      <div>
        <div>{operationKindWord(operation.kind)}</div>
        <div className="soft">{refused ? problemText(refused).what : dateTime(operation.occurred_at)}</div>
      </div>
      <span className="row-end" />
      {refused ? (
        <FateWays opId={operation.op_id} fate={{ state: 'refused', problem: refused }} />
      ) : (
        <span className="badge badge-warn">
          <Trans>待上传</Trans>
        </span>
      )}
    </li>
  )
}

function StateBadge({ one }: { one: SentOperation }) {
  const state = one.decision ? DECIDED[one.decision.verdict] : one.state
  return <span className={TONE[state] ?? 'badge'}>{operationStateWord(state)}</span>
}

/** What a supervisor decided stands in place of what waited for him. */
const DECIDED = { taken: 'applied', refused: 'invalid' } as const
const TONE: Record<string, string> = { applied: 'badge badge-good', merged: 'badge badge-good', forwarded: 'badge', needs_attention: 'badge badge-warn', invalid: 'badge badge-bad' }

function Received({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const operations = useQuery(operationsQuery)
  return (
    <section className="stack-tight">
      <h3>
        <Trans>已上传</Trans>
      </h3>
      {operations.error && <ErrorNotice error={operations.error} />}
      {operations.fetchStatus === 'paused' && <p className="soft">{t`现在没有网络，看不到已上传的内容。`}</p>}
      {operations.data?.items.length === 0 && <p className="soft">{t`还没有上传过内容。`}</p>}
      <ul className="sync-rows">
        {operations.data?.items.slice(0, 30).map((one) => (
          <li key={one.op_id}>
            <div>
              <div>
                {one.customer_id === null ? (
                  operationKindWord(one.kind)
                ) : (
                  <Link to="/customers/$customerId" params={{ customerId: String(one.customer_id) }} onClick={onClose}>
                    {operationKindWord(one.kind)}
                  </Link>
                )}
              </div>
              <div className="soft">
                {dateTime(one.occurred_at)}
                {one.code && ` · ${receiptText(one.code)}`}
              </div>
              {one.decision && <div>{decisionText(one.decision)}</div>}
            </div>
            <span className="row-end" />
            <StateBadge one={one} />
          </li>
        ))}
      </ul>
    </section>
  )
}
