import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { customerQuery } from '../../api/field'
import { useReveal } from '../../api/reveal'
import { callOutcomeWord } from '../../i18n/work'
import { newId } from '../../outbox/ids'
import { useDoing } from '../../outbox/operations'
import { useTyped } from '../../outbox/useTyped'
import { policyDay, type Day } from '../../rules/days'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Field } from '../../ui/Field'
import { Icon } from '../../ui/icons'
import { ErrorNotice, Notice } from '../../ui/Notice'
import { Tiles } from '../../ui/Tiles'
import { Budget } from './Budget'
import { Recorded } from './Recorded'

export interface CallProps {
  customer: number
  name: string
  task?: string
  onClose: () => void
}

/** A promise has a day, which only a visit or a seat's call writes down. */
const RESULTS = ['reached', 'paid_already', 'refused', 'wants_surrender', 'wants_visit', 'call_back', 'no_answer', 'declined_call', 'wrong_person', 'dead_number'] as const

interface Draft {
  /** Made once: what is saved twice is stored once. */
  contact_id: string
  day: Day
  channel: 'call' | 'wechat'
  result?: (typeof RESULTS)[number]
  note: string
}

const today = () => policyDay(Date.now())
const freshDraft = (): Draft => ({ contact_id: newId(), day: today(), channel: 'call', note: '' })

/** The number, shown because somebody wants to call; then what came of it. Closed or cut off, it is as it was left that day. */
export function CallDialog({ customer, name, task, onClose }: CallProps) {
  const { t } = useLingui()
  const act = useDoing()
  const { draft, change, done, forget } = useTyped('contact', String(customer), freshDraft, ({ day }) => day === today())
  const { contact_id, channel, result, note } = draft
  const save = async () => {
    const payload = { contact_id, customer_id: customer, ...(task && { task_id: task }), channel, result, ...(note.trim() && { note: note.trim() }) }
    if (!(await act('contact.log', payload, done))) return
    forget()
    onClose()
  }
  return (
    <Dialog title={t`联系 ${name}`} isOpen onClose={onClose} wide>
      <Numbers customer={customer} />
      <Tiles
        label={t`方式`}
        tiles={[
          { value: 'call', label: t`电话` },
          { value: 'wechat', label: t`微信` },
        ]}
        value={channel}
        onChange={(next) => change({ channel: next })}
      />
      <Tiles label={t`联系结果`} tiles={RESULTS.map((value) => ({ value, label: callOutcomeWord(value) }))} value={result} onChange={(next) => change({ result: next })} />
      <Field label={t`备注`} value={note} onChange={(text) => change({ note: text })} />
      <div className="row dialog-foot">
        <span className="row-end" />
        <Button onPress={onClose}>
          <Trans>关闭</Trans>
        </Button>
        <Button look="primary" isDisabled={!result} onPress={() => void save()}>
          <Trans>记下结果</Trans>
        </Button>
      </div>
    </Dialog>
  )
}

function Numbers({ customer }: { customer: number }) {
  const { t } = useLingui()
  const story = useQuery(customerQuery(customer))
  const { mutate, data, error, isPending } = useReveal(customer)
  const ask = useEffectEvent(() => mutate())
  useEffect(() => ask(), [])
  const numbers = [data?.mobile, data?.landline].filter((one) => one)
  return (
    <div className="stack-tight">
      {story.data?.do_not_call && (
        <Notice tone="warn">
          <strong>
            <Trans>客户登记了勿扰：不要致电，除非是法定告知。</Trans>
          </strong>
        </Notice>
      )}
      {story.data && <Budget contacts={story.data.contacts} />}
      {error && <ErrorNotice error={error} />}
      <div className="numbers" aria-busy={isPending}>
        {numbers.map((number) => (
          <a key={number} href={`tel:${number}`} className="button button-primary call-number" aria-label={t`拨打 ${number}`}>
            <Icon name="phone" />
            {number}
          </a>
        ))}
        {data && numbers.length === 0 && <span>{t`没有登记电话`}</span>}
      </div>
      <Recorded />
    </div>
  )
}
