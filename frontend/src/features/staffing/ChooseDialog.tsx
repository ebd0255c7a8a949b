import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Form, Label, Radio, RadioGroup } from 'react-aria-components'
import type { Specialist, StaffedCell, Staffing } from '../../api/desk'
import { today } from '../../i18n/format'
import { employmentWord, gradeWord, languageWord, qualificationWord, staffStatusWord } from '../../i18n/staff'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Field } from '../../ui/Field'
import { ErrorNotice } from '../../ui/Notice'
import { holds } from './StaffingFilters'
import { useGiving } from './tenure'

interface Props {
  city: string
  staffing: Staffing
  cell: StaffedCell
  isOpen: boolean
  onClose: () => void
}

const SHOWN = 50

export function ChooseDialog({ isOpen, ...rest }: Props) {
  const { t } = useLingui()
  return (
    <Dialog title={t`网格 ${rest.cell.number} ${rest.cell.name}：选专员`} isOpen={isOpen} onClose={rest.onClose}>
      <ChooseForm {...rest} />
    </Dialog>
  )
}

function ChooseForm({ city, staffing, cell, onClose }: Omit<Props, 'isOpen'>) {
  const { t } = useLingui()
  const [q, setQ] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const [start, setStart] = useState(today())
  const [note, setNote] = useState('')
  const giving = useGiving(city, cell.cell_id, onClose)
  const fitting = candidates(staffing.specialists, cell).filter((one) => holds(q, one.name_masked, one.staff_no, one.cell_name))
  return (
    <Form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (chosen) giving.mutate({ specialist_id: Number(chosen), start, note: note.trim() || null })
      }}
    >
      <Field label={t`搜索`} placeholder={t`姓名、工号或网格`} type="search" inputMode="search" value={q} onChange={setQ} autoFocus />
      <RadioGroup className="candidates" value={chosen} onChange={setChosen}>
        <Label className="field-label">
          <Trans>在岗专员，没有网格的在前</Trans>
        </Label>
        <div className="candidate-list">
          {fitting.slice(0, SHOWN).map((one) => (
            <Radio key={one.specialist_id} value={String(one.specialist_id)} className="candidate">
              <Candidate one={one} />
            </Radio>
          ))}
          {fitting.length === 0 && (
            <p className="soft">
              <Trans>没有符合条件的在岗专员。</Trans>
            </p>
          )}
          {fitting.length > SHOWN && (
            <p className="soft">
              <Trans>只显示前 {SHOWN} 名，请搜索。</Trans>
            </p>
          )}
        </div>
      </RadioGroup>
      <Field label={t`从哪天起`} type="date" min={today()} value={start} onChange={setStart} isRequired />
      <Field label={t`为什么选他（可不填）`} hint={t`以后的方案沿用这个选择。`} value={note} onChange={setNote} />
      {giving.error && <ErrorNotice error={giving.error} />}
      <div className="row dialog-foot">
        <span className="row-end" />
        <Button onPress={onClose}>
          <Trans>取消</Trans>
        </Button>
        <Button type="submit" look="primary" isPending={giving.isPending} isDisabled={chosen === null || start === ''}>
          <Trans>安排</Trans>
        </Button>
      </div>
    </Form>
  )
}

/** Those in service, without who works the cell already; who has no cell comes first. */
function candidates(all: Specialist[], cell: StaffedCell): Specialist[] {
  return all
    .filter((one) => one.in_service && one.specialist_id !== cell.responsible?.specialist_id)
    .toSorted((a, b) => Number(a.profile.on_leave) - Number(b.profile.on_leave) || Number(a.cell_id !== null) - Number(b.cell_id !== null) || a.staff_no.localeCompare(b.staff_no))
}

function Candidate({ one }: { one: Specialist }) {
  const { t } = useLingui()
  const about = [staffStatusWord(one.status), employmentWord(one.employment), ...one.qualifications.map(qualificationWord)]
  const { grade, languages, on_leave } = one.profile
  about.push(...(grade === null ? [] : [gradeWord(grade)]), ...languages.map(languageWord))
  return (
    <span>
      {one.name_masked} <span className="soft">{one.staff_no}</span>{' '}
      {one.cell_id === null ? <span className="badge badge-good">{t`没有网格`}</span> : <span className="badge">{t`现在：${one.cell_name}`}</span>}
      {on_leave && (
        <>
          {' '}
          <span className="badge badge-warn">{t`休假`}</span>
        </>
      )}
      <small>{about.join(' · ')}</small>
    </span>
  )
}
