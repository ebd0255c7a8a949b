import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { customerQuery, type Story } from '../../api/field'
import type { FieldRules } from '../../api/field-rules'
import { dateTime } from '../../i18n/format'
import { newId } from '../../outbox/ids'
import { against, firstDay, untellable } from '../../rules/appointments'
import type { Reason } from '../../rules/reasons'
import { Button } from '../../ui/Button'
import { Checks } from '../../ui/Checks'
import { Dialog } from '../../ui/Dialog'
import { ErrorNotice, Notice } from '../../ui/Notice'
import { Tiles } from '../../ui/Tiles'
import { Waiting } from '../../ui/Waiting'
import { useActing } from './acting'
import { useBusy, useEverybody, useRules, type Appointment } from './data'
import { Message } from './Message'
import { TimeChoice } from './TimeChoice'
import { againstText, PLACES, PLACE_WORDS, type Place } from './words'
import './appointments.css'

export interface BookProps {
  customer: number
  name: string
  /** What it is for, where that is one of his tasks. */
  task?: string | undefined
  /** The one that is moved; a new one otherwise. */
  moved?: Appointment | undefined
  onClose: () => void
}

/** When and where somebody is met, and whether he is told so. */
export function BookDialog(props: BookProps) {
  const { t } = useLingui()
  const { customer, name, moved, onClose } = props
  const story = useQuery(customerQuery(customer))
  const rules = useRules()
  // A time would be offered at which another customer is met.
  const { isPending } = useEverybody()
  return (
    <Dialog title={moved ? t`改约 ${name}` : t`约访 ${name}`} isOpen onClose={onClose} wide>
      {story.error && <ErrorNotice error={story.error} />}
      {story.data && rules && !isPending ? <Form {...props} story={story.data} rules={rules} /> : !story.error && <Waiting />}
    </Dialog>
  )
}

function Form({ customer, name, task, moved, onClose, story, rules }: BookProps & { story: Story; rules: FieldRules }) {
  const { t } = useLingui()
  const act = useActing()
  const { appointments: limits } = rules
  const [now] = useState(() => Date.now())
  const [place, setPlace] = useState<Place>(moved?.place ?? 'home')
  const [minutes, setMinutes] = useState(moved?.minutes ?? limits.minutes[0]!)
  const [told, setTold] = useState<'tell'[]>(['tell'])
  const [chosen, setChosen] = useState<{ day: string; from: number | undefined }>()
  const byPhone = place === 'phone'
  const busy = useBusy(chosen?.day ?? '', moved?.id)
  const day = chosen?.day ?? firstDay(limits, { minutes, byPhone }, busy, now)
  const from = chosen?.from
  const { blocks, warns } = from === undefined ? { blocks: [], warns: [] } : against(limits, { from, minutes, byPhone }, busy, now)
  const mayTell = untellable(limits, story, now) === undefined

  const save = async () => {
    if (from === undefined) return
    const starts_at = new Date(from).toISOString()
    const tell = mayTell && told.length > 0
    const when = dateTime(starts_at)
    const stored = moved
      ? await act('appointment.rebook', { appointment_id: moved.id, customer_id: customer, starts_at, minutes, tell }, t`已改到 ${when}`, () => void back(moved, tell))
      : await act('appointment.book', { appointment_id: newId(), customer_id: customer, ...(task && { task_id: task }), starts_at, minutes, place, tell }, t`已约 ${name} ${when}`)
    if (stored) onClose()
  }
  const back = (to: Appointment, tell: boolean) =>
    act('appointment.rebook', { appointment_id: to.id, customer_id: customer, starts_at: to.starts_at, minutes: to.minutes, tell: tell && to.confirmed_at !== null }, t`已改回 ${dateTime(to.starts_at)}`)

  return (
    <>
      {!moved && <Tiles label={t`在哪里`} tiles={PLACES.map((value) => ({ value, label: PLACE_WORDS[value]() }))} value={place} onChange={setPlace} />}
      <Tiles
        label={t`多长时间`}
        tiles={limits.minutes.toSorted((one, other) => one - other).map((value) => ({ value: String(value), label: t`${value} 分钟` }))}
        value={String(minutes)}
        onChange={(value) => setMinutes(Number(value))}
      />
      <TimeChoice rules={limits} day={day} from={from} minutes={minutes} byPhone={byPhone} busy={busy} now={now} onChange={(next, time) => setChosen({ day: next, from: time })} />
      <Reasons of={warns} tone="warn" />
      {from !== undefined && (
        <>
          {mayTell && <Checks label={t`告诉客户`} options={[{ value: 'tell', label: t`发确认短信` }]} chosen={told} onChange={setTold} />}
          {(told.length > 0 || !mayTell) && <Message rules={rules} him={story} from={from} now={now} />}
        </>
      )}
      <div className="stack-tight dialog-foot">
        <Reasons of={blocks} tone="bad" />
        <div className="row">
          <span className="row-end" />
          <Button onPress={onClose}>
            <Trans>关闭</Trans>
          </Button>
          <Button look="primary" isDisabled={from === undefined || blocks.length > 0} onPress={() => void save()}>
            {moved ? <Trans context="do">改约</Trans> : <Trans>约定</Trans>}
          </Button>
        </div>
      </div>
    </>
  )
}

function Reasons({ of, tone }: { of: Reason[]; tone: 'bad' | 'warn' }) {
  return of.map((reason) => (
    <Notice key={reason.code + String(reason.params['from'])} tone={tone}>
      <span>{againstText(reason)}</span>
    </Notice>
  ))
}
