import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { eventChoicesQuery, type Event, type EventChoices } from '../../api/activities'
import { eventKindWord, interestWord } from '../../i18n/event-words'
import { today } from '../../i18n/format'
import { useCity } from '../../session/city'
import { Button } from '../../ui/Button'
import { Choice, Field } from '../../ui/Field'
import { Key } from '../../ui/KeyCap'
import { useKeys } from '../../ui/keys'
import { NoteField } from '../../ui/NoteField'
import { ErrorNotice, Notice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'
import { eventOf, faultsOf, toggled, type Fault } from './draft'
import { NotSaved } from './NotSaved'
import { useSaving } from './saving'
import { useWriting } from './writing'

interface Props {
  /** The event that is changed; none: a new one. */
  event?: Event
  onSaved: (event: Event) => void
  onCancel: () => void
}

export function EventForm(props: Props) {
  const city = useCity()?.code ?? ''
  const choices = useQuery(eventChoicesQuery(city))
  if (choices.error) return <ErrorNotice error={choices.error} />
  return choices.data ? <Known {...props} city={city} choices={choices.data} /> : <Waiting />
}

function Known({ event, onSaved, onCancel, city, choices }: Props & { city: string; choices: EventChoices }) {
  const { t } = useLingui()
  const writing = useWriting(city, event, choices.kinds[0] ?? '')
  const { draft, set } = writing
  const [isTried, setTried] = useState(false)
  const saving = useSaving(city, event, (saved) => {
    writing.forget()
    onSaved(saved)
  })
  const faults = faultsOf(draft)
  const fault = (name: Fault, text: string) => (isTried && faults.has(name) ? { error: text } : {})
  const save = () => {
    if (saving.isPending || saving.isSuccess) return
    setTried(true)
    if (faults.size === 0) saving.mutate({ body: eventOf(draft), revision: writing.revision })
  }
  useKeys({ 'ctrl+enter': save })
  return (
    <Form
      className="card stack event-form"
      // The browser would refuse a day for answers that is over, and say nothing: what is wrong is said beside the field.
      validationBehavior="aria"
      onSubmit={(submitted) => {
        submitted.preventDefault()
        save()
      }}
    >
      {writing.isKept && (
        <div className="row">
          <p className="soft">
            <Trans>这是您上次没有保存的内容。</Trans>
          </p>
          <Button look="quiet" onPress={writing.startAnew}>
            {event ? <Trans>恢复为已保存的</Trans> : <Trans>重新填写</Trans>}
          </Button>
        </div>
      )}
      <div className="event-fields">
        <Field label={t`活动名称`} value={draft.title} onChange={(title) => set({ title })} autoFocus maxLength={60} {...fault('title', t`请填写名称`)} />
        <Choice label={t`类型`} value={draft.kind} options={choices.kinds.map((kind) => ({ value: kind, label: eventKindWord(kind) }))} onChange={(kind) => set({ kind })} />
        <Choice
          label={t`所在网点`}
          value={draft.station}
          options={[{ value: '', label: t`不在网点` }, ...choices.stations.map((one) => ({ value: String(one.station_id), label: one.name }))]}
          onChange={(station) => set({ station })}
        />
        <Field
          label={draft.station === '' ? t`地点` : t`网点内的房间`}
          value={draft.place}
          onChange={(place) => set({ place })}
          maxLength={120}
          {...fault('place', t`请选择网点或填写地点`)}
        />
        <Field label={t`日期`} type="date" min={today()} value={draft.day} onChange={(day) => set({ day })} />
        <div className="event-pair">
          <Field label={t`开始时间`} type="time" value={draft.from} onChange={(from) => set({ from })} />
          <Field label={t`结束时间`} type="time" value={draft.to} onChange={(to) => set({ to })} {...fault('time', t`结束应晚于开始`)} />
        </div>
        <Field label={t`报名截止日`} type="date" min={today()} max={draft.day} value={draft.answerBy} onChange={(answerBy) => set({ answerBy })} {...fault('answerBy', t`不晚于活动当天`)} />
        <Field label={t`名额（人）`} inputMode="numeric" value={draft.seats} onChange={(seats) => set({ seats })} {...fault('seats', t`请填写正整数`)} />
      </div>
      <NoteField label={t`说明（专员邀请时看到）`} value={draft.description} onChange={(description) => set({ description })} maxLength={1000} />
      <fieldset className="stack-tight">
        <legend className="event-legend">
          <Trans>适合谁（可不选）</Trans>
        </legend>
        <div className="event-fields">
          <div className="event-pair">
            <Field label={t`年龄从`} inputMode="numeric" value={draft.ageFrom} onChange={(ageFrom) => set({ ageFrom })} />
            <Field label={t`到`} inputMode="numeric" value={draft.ageTo} onChange={(ageTo) => set({ ageTo })} {...fault('age', t`请填写合理的年龄`)} />
          </div>
        </div>
        <Chips label={t`兴趣`} all={choices.interests} chosen={draft.interests} word={interestWord} onToggle={(one) => set({ interests: toggled(draft.interests, one) })} />
        <Chips
          label={t`行政区`}
          all={choices.districts.map((one) => one.district_id)}
          chosen={draft.districts}
          word={(id) => choices.districts.find((one) => one.district_id === id)?.name ?? String(id)}
          onToggle={(one) => set({ districts: toggled(draft.districts, one) })}
        />
      </fieldset>
      <Notice tone="warn">
        <span>
          <Trans>活动不得以赠品或任何利益换取投保（保险法第一百一十六条、第一百三十一条）。</Trans>
        </span>
      </Notice>
      {saving.error && (
        <NotSaved
          error={saving.error}
          event={event}
          base={writing.base}
          draft={draft}
          choices={choices}
          onGoOn={(newest, merged) => {
            writing.goOnUpon(newest, merged)
            saving.reset()
          }}
        />
      )}
      <div className="row">
        <span className="row-end" />
        <Button
          onPress={() => {
            writing.forget()
            onCancel()
          }}
        >
          <Trans>取消</Trans>
        </Button>
        <Button type="submit" look="primary" isPending={saving.isPending} aria-keyshortcuts="Control+Enter">
          {event ? <Trans>保存</Trans> : <Trans>保存为草稿</Trans>}
          <Key>Ctrl+↵</Key>
        </Button>
      </div>
    </Form>
  )
}

interface ChipsProps<Value extends string | number> {
  label: string
  all: Value[]
  chosen: Value[]
  word: (value: Value) => string
  onToggle: (value: Value) => void
}

function Chips<Value extends string | number>({ label, all, chosen, word, onToggle }: ChipsProps<Value>) {
  if (all.length === 0) return null
  return (
    <fieldset className="stack-tight">
      <legend className="field-label">{label}</legend>
      <div className="quick">
        {all.map((one) => (
          <button key={one} type="button" className="quick-offer" aria-pressed={chosen.includes(one)} onClick={() => onToggle(one)}>
            {word(one)}
          </button>
        ))}
      </div>
    </fieldset>
  )
}
