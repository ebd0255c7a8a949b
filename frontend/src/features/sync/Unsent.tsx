import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { keptQuery } from '../../api/field'
import { fieldRulesQuery } from '../../api/field-rules'
import { dateTime } from '../../i18n/format'
import { problemText } from '../../i18n/problems'
import { operationText, saidIn } from '../../i18n/said'
import { pace, useSending } from '../../outbox/operations'
import type { Waiting } from '../../outbox/operation'
import { Button } from '../../ui/Button'
import { FateWays } from '../../ui/FateNotice'
import { ErrorNotice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import { ageOf } from './age'
import { TakeBack } from './TakeBack'

interface Props {
  rows: Waiting[]
  now: number
}

/** Each thing that the server does not have yet: what it is, since when, and why. */
export function Unsent({ rows, now }: Props) {
  const { t } = useLingui()
  const sending = useSending()
  const until = pace.patientUntil()
  return (
    <Section title={t`待上传`} many={rows.length} none={t`本机没有待上传的内容。`}>
      <ul className="sync-rows">
        {rows.map((row) => (
          <Row key={row.operation.op_id} row={row} now={now} />
        ))}
      </ul>
      {sending.error && <ErrorNotice error={sending.error} />}
      <div className="row">
        <Button look="primary" icon="upload" isDisabled={rows.length === 0 || sending.isPending || until !== undefined} onPress={() => sending.mutate()}>
          {sending.isPending ? <Trans>正在上传…</Trans> : <Trans>立即上传</Trans>}
        </Button>
        <span className="soft">
          {until === undefined ? t`有网络时自动上传，不会丢失。` : t`服务器正忙，${dateTime(new Date(until).toISOString())} 起自动上传。`}
        </span>
      </div>
    </Section>
  )
}

function Row({ row: { operation, refused, exported }, now }: { row: Waiting; now: number }) {
  const { t } = useLingui()
  const { data: rules } = useQuery(fieldRulesQuery)
  return (
    <li>
      <div>
        <div>
          <CustomerLink customer={operation.payload['customer_id']}>
            {operationText({ kind: operation.kind, said: saidIn(operation.payload) }, rules?.service.item)}
          </CustomerLink>
        </div>
        <div className="soft">
          {dateTime(operation.occurred_at)} · {t`已等 ${ageOf(operation.occurred_at, now)}`}
          {exported && ` · ${t`已导出`}`}
        </div>
        {refused && <div>{problemText(refused).what}</div>}
      </div>
      <span className="row-end" />
      {refused ? (
        <FateWays opId={operation.op_id} fate={{ state: 'refused', problem: refused }} />
      ) : (
        <>
          <TakeBack operation={operation} customer={operation.payload['customer_id']} now={now} />
          <span className="badge badge-warn">
            <Trans>待上传</Trans>
          </span>
        </>
      )}
    </li>
  )
}

/** To the customer whom it is about, if it is about one: with his name, where the device knows it. */
export function CustomerLink({ customer, children }: { customer: unknown; children: React.ReactNode }) {
  const { data } = useQuery(keptQuery)
  if (typeof customer !== 'number') return children
  const name = data?.kept?.everybody().find((one) => one.customer_id === customer)?.name_masked
  return (
    <Link to="/customers/$customerId" params={{ customerId: String(customer) }}>
      {children}
      {name && ` · ${name}`}
    </Link>
  )
}
