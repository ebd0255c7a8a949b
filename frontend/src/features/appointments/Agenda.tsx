import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { GROUPS, groupOf } from '../../rules/appointments'
import { policyClock, policyDay } from '../../rules/days'
import { Empty } from '../../ui/Empty'
import { useNow } from '../../ui/now'
import { Section } from '../../ui/Section'
import { AppointmentActions } from './AppointmentActions'
import type { Met } from './data'
import { State, Untold } from './State'
import { GROUP_WORDS, nearDay, PLACE_WORDS } from './words'

const MINUTE_MS = 60_000

/** What was agreed on, by days: first what nobody said the end of. */
export function Agenda({ met }: { met: Met[] }) {
  const { t } = useLingui()
  const day = policyDay(useNow(MINUTE_MS))
  const groups = Map.groupBy(met, ({ appointment }) => groupOf(appointment, day))
  const shown = GROUPS.flatMap((group) => {
    const found = groups.get(group)
    return found ? [{ group, found }] : []
  })
  if (shown.length === 0) {
    return (
      <Empty icon="clock" title={t`还没有约访`}>
        <p className="soft">
          <Trans>在客户页、今日工作或面访之后都可以约访，也可以从这里选客户。</Trans>
        </p>
      </Empty>
    )
  }
  return shown.map(({ group, found }) => (
    <Section key={group} title={GROUP_WORDS[group]()} many={found.length}>
      <ul className="agenda">
        {found.map((one) => (
          <li key={one.appointment.id}>
            <Line met={one} withDay={group !== 'today' && group !== 'tomorrow'} />
          </li>
        ))}
      </ul>
    </Section>
  ))
}

function Line({ met: { appointment, customer }, withDay }: { met: Met; withDay: boolean }) {
  const { starts_at, minutes, place, state } = appointment
  const from = Date.parse(starts_at)
  const { customer_id: id, name_masked: name } = customer
  return (
    <article className="agenda-line" data-over={state !== 'booked' || undefined}>
      <p className="agenda-time number">
        {withDay && <span className="soft">{nearDay(policyDay(from))}</span>}
        <strong>{policyClock(from)}</strong>
        <span className="soft">–{policyClock(from + minutes * MINUTE_MS)}</span>
      </p>
      <div className="agenda-body">
        <div className="row">
          <Link to="/customers/$customerId" params={{ customerId: String(id) }} className="stop-name">
            {name}
          </Link>
          <State appointment={appointment} />
        </div>
        <p className="soft">{[PLACE_WORDS[place](), place === 'home' && (customer.community ?? customer.address_masked)].filter(Boolean).join(' · ')}</p>
        <Untold appointment={appointment} />
        <AppointmentActions customer={id} name={name} appointment={appointment} />
      </div>
    </article>
  )
}
