import { useLingui } from '@lingui/react/macro'
import { freeTimes, type AppointmentRules, type Busy } from '../../rules/appointments'
import { plusDays, policyClock, policyDay, momentOf } from '../../rules/days'
import { nearDay } from './words'

interface Props {
  rules: AppointmentRules
  day: string
  /** Milliseconds; undefined while none is chosen. */
  from: number | undefined
  minutes: number
  byPhone: boolean
  busy: Busy[]
  now: number
  onChange: (day: string, from: number | undefined) => void
}

const NEAR = 6

/** A day by one tap or from the calendar, then a time at which nothing else was agreed on. */
export function TimeChoice({ rules, day, from, minutes, byPhone, busy, now, onChange }: Props) {
  const { t } = useLingui()
  const today = policyDay(now)
  const near = Array.from({ length: NEAR }, (_, ahead) => plusDays(today, ahead))
  const free = freeTimes(rules, day, { minutes, byPhone }, busy, now)
  const taken = busy.filter((one) => one.is === 'appointment' && policyDay(one.from) === day)
  return (
    <div className="stack-tight">
      <fieldset className="stack-tight">
        <legend className="field-label">{t`哪一天`}</legend>
        <div className="chips">
          {near.map((one, ahead) => (
            <button key={one} type="button" className="chip" aria-pressed={one === day} onClick={() => onChange(one, undefined)}>
              {ahead === 0 ? t`今天` : ahead === 1 ? t`明天` : nearDay(one)}
            </button>
          ))}
        </div>
        <label className="field appointment-date">
          <span>{t`其他日期`}</span>
          <input
            type="date"
            className="input"
            min={today}
            max={plusDays(today, rules.days_ahead)}
            value={day}
            onChange={(event) => event.target.value && onChange(event.target.value, undefined)}
          />
        </label>
      </fieldset>
      <fieldset className="stack-tight">
        <legend className="field-label">{t`几点开始`}</legend>
        {free.length === 0 && <p className="soft">{t`这一天没有空闲的时间，请换一天。`}</p>}
        <div className="appointment-times">
          {free.map((time) => (
            <button key={time} type="button" className="appointment-time" aria-pressed={time === from} onClick={() => onChange(day, time)}>
              {policyClock(time)}
            </button>
          ))}
        </div>
        <label className="field appointment-date">
          <span>{t`其他时间`}</span>
          <input
            type="time"
            className="input"
            value={from === undefined ? '' : policyClock(from)}
            onChange={(event) => onChange(day, event.target.value ? momentOf(day, `${event.target.value}:00`) : undefined)}
          />
        </label>
      </fieldset>
      {taken.length > 0 && (
        <p className="soft">
          {t`当天已约：`}
          {taken.map((one) => `${policyClock(one.from)}–${policyClock(one.to)} ${one.name}`).join('，')}
        </p>
      )}
    </div>
  )
}
