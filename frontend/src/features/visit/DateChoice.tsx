import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { day, today } from '../../i18n/format'
import { plusDays } from './dates'

interface Props {
  label: string
  value: string | undefined
  /** The last day that makes sense. */
  last?: string | undefined
  /** Empty where it is no day that makes sense. */
  onChange: (date: string) => void
}

/** Nothing is agreed on for later than that. */
const LONGEST_DAYS = 731

/** A day by one tap, or any other from the device's calendar. What is typed there need not be within its bounds. */
export function DateChoice({ label, value, last, onChange }: Props) {
  const { t } = useLingui()
  const [typed, setTyped] = useState(value ?? '')
  const first = today()
  const bound = last ?? plusDays(first, LONGEST_DAYS)
  const isOutside = typed !== '' && (typed < first || typed > bound)
  const choose = (date: string) => {
    setTyped(date)
    onChange(date >= first && date <= bound ? date : '')
  }
  const near = [
    { date: first, label: t`今天` },
    { date: plusDays(first, 1), label: t`明天` },
    { date: plusDays(first, 3), label: t`3 天后` },
    { date: plusDays(first, 7), label: t`一周后` },
    ...(last && last > plusDays(first, 7) ? [{ date: last, label: t`最后一天` }] : []),
  ].filter((one) => !last || one.date <= last)
  return (
    <fieldset className="stack-tight">
      <legend className="field-label">{label}</legend>
      <div className="options">
        {near.map((one) => (
          <button key={one.date} type="button" className="option" aria-pressed={value === one.date} onClick={() => choose(one.date)}>
            <strong>{one.label}</strong>
            <span>{day(one.date)}</span>
          </button>
        ))}
      </div>
      <label className="field visit-date">
        <span>{t`其他日期`}</span>
        <input type="date" className="input" min={first} max={bound} value={typed} aria-invalid={isOutside} onChange={(event) => choose(event.target.value)} />
        {isOutside && <span className="field-error">{t`请选 ${day(first)} 至 ${day(bound)} 之间的一天`}</span>}
      </label>
    </fieldset>
  )
}
