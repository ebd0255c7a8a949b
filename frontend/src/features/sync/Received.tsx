import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { operationsQuery, type SentOperation } from '../../api/field'
import { fieldRulesQuery } from '../../api/field-rules'
import { dateTime } from '../../i18n/format'
import { receiptText } from '../../i18n/receipts'
import { operationText, saidIn } from '../../i18n/said'
import { decisionText, operationStateWord } from '../../i18n/work'
import type { Received as Kept } from '../../outbox/operation'
import { useOutbox, useWaiting } from '../../outbox/operations'
import { ErrorNotice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import { TakeBack } from './TakeBack'
import { CustomerLink } from './Unsent'

const SHOWN = 30

/** What the server has taken, and what it made of it. Without a network it is what this device has heard. */
export function Received({ now }: { now: number }) {
  const { t } = useLingui()
  const outbox = useOutbox()
  // What is received changes with what waits.
  useWaiting()
  const operations = useQuery(operationsQuery)
  const all = operations.data?.items ?? heard(outbox.received())
  const open = all.filter(needsSomebody)
  const others = all.filter((one) => !needsSomebody(one)).slice(0, SHOWN)
  return (
    <>
      {open.length > 0 && (
        <Section title={t`需要留意`} many={open.length}>
          <Rows rows={open} now={now} />
        </Section>
      )}
      <Section title={t`最近上传`}>
        {operations.error && <ErrorNotice error={operations.error} />}
        {operations.fetchStatus === 'paused' && <p className="soft">{t`现在没有网络，以下是本机收到的结果。`}</p>}
        {others.length === 0 && operations.fetchStatus !== 'fetching' && (
          <p className="soft">{open.length === 0 ? t`还没有上传过内容。` : t`上传过的都在上面。`}</p>
        )}
        <Rows rows={others} now={now} />
      </Section>
    </>
  )
}

function Rows({ rows, now }: { rows: SentOperation[]; now: number }) {
  const { t } = useLingui()
  const { data: rules } = useQuery(fieldRulesQuery)
  return (
    <ul className="sync-rows">
      {rows.map((one) => (
        <li key={one.op_id}>
          <div>
            <div>
              <CustomerLink customer={one.customer_id}>{operationText(one, rules?.service.item)}</CustomerLink>
            </div>
            <div className="soft">{dateTime(one.occurred_at)}</div>
            {one.code && <div>{receiptText(one.code)}</div>}
            {one.decision && <div>{decisionText(one.decision)}</div>}
            {one.undone_at && <div className="soft">{t`已在 ${dateTime(one.undone_at)} 撤销。`}</div>}
            {one.state === 'merged' && (
              <div className="soft">
                <Trans>同时有别人改过，双方的内容都已保留。</Trans>
              </div>
            )}
          </div>
          <span className="row-end" />
          {one.undone_at === null && stateOf(one) !== 'invalid' && <TakeBack operation={one} customer={one.customer_id} now={now} />}
          {one.undone_at === null && <StateBadge one={one} />}
        </li>
      ))}
    </ul>
  )
}

function StateBadge({ one }: { one: SentOperation }) {
  const state = stateOf(one)
  return <span className={TONE[state] ?? 'badge'}>{operationStateWord(state)}</span>
}

/** What a supervisor decided stands in place of what waited for him. */
const DECIDED = { taken: 'applied', refused: 'invalid' } as const
const TONE: Record<string, string> = { applied: 'badge badge-good', merged: 'badge badge-good', forwarded: 'badge', needs_attention: 'badge badge-warn', invalid: 'badge badge-bad' }
const stateOf = (one: SentOperation) => (one.decision ? DECIDED[one.decision.verdict] : one.state)
const needsSomebody = (one: SentOperation) => one.undone_at === null && ['needs_attention', 'invalid'].includes(stateOf(one))

/** What this device has heard. Whom something was about and what it said is known until its copy has it from the server. */
function heard(received: Kept[]): SentOperation[] {
  const undone = new Map(received.map(({ sent, receipt }) => [sent?.kind === 'operation.undo' && sent.payload['target'], receipt.received_at]))
  return received.map(({ op_id, kind, occurred_at, receipt, sent }) => {
    const customer = sent?.payload['customer_id']
    return {
      op_id,
      kind,
      said: saidIn(sent?.payload ?? {}),
      customer_id: typeof customer === 'number' ? customer : null,
      occurred_at,
      received_at: receipt.received_at,
      state: receipt.state,
      code: receipt.code,
      decision: null,
      undone_at: undone.get(op_id) ?? null,
    }
  })
}
