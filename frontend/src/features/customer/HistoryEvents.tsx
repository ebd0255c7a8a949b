import { Trans, useLingui } from '@lingui/react/macro'
import type { PolicyEvent } from '../../api/history'
import { deliveredWord, policyStateWord } from '../../i18n/book'
import { day, money } from '../../i18n/format'
import { eventWord } from '../../i18n/history'
import { Table } from '../../ui/Table'

/** All that was learnt of a policy: what, about which day, when, and from which delivery. */
export function HistoryEvents({ events }: { events: PolicyEvent[] }) {
  const { t } = useLingui()
  return (
    <section>
      <h3>
        <Trans>得知的每一件事</Trans>
      </h3>
      <Table
        caption={t`得知的每一件事`}
        rows={events}
        rowKey={(event) => event.id}
        columns={[
          { key: 'learnt', header: t`得知日`, cell: (event) => day(event.learnt_on), unbroken: true },
          { key: 'what', header: t`事项`, cell: (event) => eventWord(event.kind), unbroken: true },
          { key: 'number', header: t`期次`, cell: (event) => event.number || '–', numeric: true },
          { key: 'about', header: t`发生日`, cell: (event) => day(event.about_on), unbroken: true },
          { key: 'told', header: t`内容`, cell: (event) => <Told event={event} /> },
          { key: 'source', header: t`来源`, cell: (event) => event.source ?? '–' },
        ]}
      />
    </section>
  )
}

function Told({ event }: { event: PolicyEvent }) {
  if (event.state) return policyStateWord(event.state)
  if (event.paid_on) {
    return (
      <>
        {money(event.paid_amount ?? event.amount)} {event.channel && deliveredWord(event.channel)}
      </>
    )
  }
  return (
    <>
      {money(event.amount)} {event.failure && deliveredWord(event.failure)}
    </>
  )
}
