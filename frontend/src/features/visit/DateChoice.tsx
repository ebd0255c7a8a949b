import { useLingui } from '@lingui/react/macro'
import { day } from '../../i18n/format'
import { today } from '../../i18n/format'
import { plusDays } from './dates'

interface Props {
  label: string
  value: string | undefined
  /** The last day that makes sense. */
  last?: string | undefined
  onChange: (date: string) => void
}

/** A day by one tap, or any other from the device's calendar. */
export function DateChoice({ label, value, last, onChange }: Props) {
  const { t } = useLingui()
  const first = today()
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
          <button key={one.date} type="button" className="option" aria-pressed={value === one.date} onClick={() => onChange(one.date)}>
            <strong>{one.label}</strong>
            <span>{day(one.date)}</span>
          </button>
        ))}
      </div>
      <label className="field visit-date">
        <span>{t`其他日期`}</span>
        <input type="date" className="input" min={first} max={last} value={value ?? ''} onChange={(event) => onChange(event.target.value)} />
      </label>
    </fieldset>
  )
}
