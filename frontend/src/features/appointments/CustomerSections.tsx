import { useLingui } from '@lingui/react/macro'
import type { Story } from '../../api/field'
import { cancelReasonWord } from '../../i18n/appointment-words'
import { dateTime } from '../../i18n/format'
import { searchOf } from '../../rules/unreachable'
import { useMay } from '../../session/may'
import { Section } from '../../ui/Section'
import { AppointmentActions } from './AppointmentActions'
import { BookButton } from './Booking'
import { useDay, useRules } from './data'
import { State, Untold } from './State'
import { Tried } from './Tried'
import { PLACE_WORDS } from './words'
import './appointments.css'

/** What was agreed with him. Whoever works the cell books here; all others see it. */
export function Appointments({ story }: { story: Story }) {
  const { t } = useLingui()
  const works = useMay('work')
  const { appointments, customer_id: customer, name_masked: name } = story
  if (!works && appointments.length === 0) return null
  return (
    <Section title={t`约访`} many={appointments.length}>
      {appointments.length === 0 && <p className="soft">{t`还没有约访。`}</p>}
      <ul className="customer-rows">
        {appointments.map((one) => (
          <li key={one.id}>
            <div className="row">
              <strong>{dateTime(one.starts_at)}</strong>
              <span className="row-end" />
              <State appointment={one} />
            </div>
            <p className="soft">
              {[PLACE_WORDS[one.place](), t`${one.minutes} 分钟`, one.reason && cancelReasonWord(one.reason), one.by].filter(Boolean).join(' · ')}
            </p>
            <Untold appointment={one} />
            {works && <AppointmentActions customer={customer} name={name} appointment={one} />}
          </li>
        ))}
      </ul>
      {works && (
        <div>
          <BookButton customer={customer} name={name} />
        </div>
      )}
    </Section>
  )
}

/** How he was looked for, and the next step; for whoever works the cell, only where there is something to look for. */
export function Searched({ story }: { story: Story }) {
  return useMay('work') ? <Search story={story} /> : null
}

function Search({ story }: { story: Story }) {
  const { t } = useLingui()
  const rules = useRules()
  const day = useDay()
  const search = rules && searchOf(rules.unreachable, story, day)
  if (!rules || !search) return null
  return (
    <Section title={t`失联查找`}>
      <Tried customer={story.customer_id} name={story.name_masked} rules={rules.unreachable} search={search} />
    </Section>
  )
}
