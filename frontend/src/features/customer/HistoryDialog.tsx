import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { without } from '../../address/without'
import { historyQuery, type Days, type History } from '../../api/history'
import { policyStateWord } from '../../i18n/book'
import { day, money, today } from '../../i18n/format'
import { causeWord, instalmentStateWord } from '../../i18n/history'
import { Dialog } from '../../ui/Dialog'
import { Field } from '../../ui/Field'
import { ErrorNotice } from '../../ui/Notice'
import { Table } from '../../ui/Table'
import { HistoryEvents } from './HistoryEvents'
import './history.css'

interface Props {
  policy: number
  name: string
  onClose: () => void
}

/** A policy on any day, by what was known on any other; what changed it, and all that was learnt. */
export function HistoryDialog({ policy, name, onClose }: Props) {
  const { t } = useLingui()
  const [days, setDays] = useState<Days>({})
  const story = useQuery(historyQuery(policy, days))
  const change = (key: keyof Days, value: string) => setDays((chosen) => (value ? { ...chosen, [key]: value } : without(chosen, key)))
  return (
    <Dialog title={t`保单历史 ${name}`} isOpen onClose={onClose} wide>
      <div className="history-days">
        <Field label={t`哪一天的状态`} type="date" value={days.as_of ?? today()} onChange={(value) => change('as_of', value)} />
        <Field
          label={t`按哪一天所知`}
          type="date"
          value={days.known_on ?? today()}
          onChange={(value) => change('known_on', value)}
        />
      </div>
      {story.error && <ErrorNotice error={story.error} />}
      {story.isPending && <div className="skeleton customer-skeleton" />}
      {story.data && !story.error && <Story story={story.data} />}
    </Dialog>
  )
}

function Story({ story }: { story: History }) {
  const { t } = useLingui()
  return (
    <>
      <p className="row" aria-live="polite">
        <span className="badge" data-policy={story.state}>
          {policyStateWord(story.state)}
        </span>
        {Number(story.owed) > 0 ? <Trans>欠缴 {money(story.owed)}</Trans> : <Trans>没有欠缴</Trans>}
        {story.learnt_on && (
          <span className="soft">
            <Trans>资料到 {day(story.learnt_on)} 为止</Trans>
          </span>
        )}
      </p>
      {story.changes.length > 0 && (
        <section>
          <h3>
            <Trans>状态怎样改变</Trans>
          </h3>
          <ol className="history-changes">
            {story.changes.toReversed().map((one) => (
              <li key={one.on + one.after}>
                <span className="soft">{day(one.on)}</span>
                <span className="badge" data-policy={one.after}>
                  {policyStateWord(one.after)}
                </span>
                <span>{one.cause ? causeWord(one.cause) : t`保险公司告知`}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
      <section>
        <h3>
          <Trans>各期保费</Trans>
        </h3>
        <Table
          caption={t`各期保费`}
          rows={story.instalments}
          rowKey={(one) => one.number}
          columns={[
            { key: 'number', header: t`期次`, cell: (one) => one.number, numeric: true },
            { key: 'due', header: t`应缴日`, cell: (one) => day(one.due_on), unbroken: true },
            { key: 'amount', header: t`应缴`, cell: (one) => money(one.amount), numeric: true },
            { key: 'state', header: t`状态`, cell: (one) => instalmentStateWord(one.state), unbroken: true },
            { key: 'premium', header: t`实缴`, cell: (one) => money(one.premium), numeric: true },
            { key: 'settled', header: t`缴清日`, cell: (one) => (one.settled_on ? day(one.settled_on) : '–'), unbroken: true },
          ]}
        />
      </section>
      <HistoryEvents events={story.events} />
    </>
  )
}
