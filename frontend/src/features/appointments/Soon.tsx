import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { groupOf } from '../../rules/appointments'
import { policyClock, policyDay } from '../../rules/days'
import { Icon } from '../../ui/icons'
import { useNow } from '../../ui/now'
import { metOf, useEverybody, useSought } from './data'
import './appointments.css'

const MINUTE_MS = 60_000

/**
 * What comes next of what was agreed on for today and tomorrow, and whom to look for. It is there before that is known, in the same
 * room: what is below does not move under a finger.
 */
export function Soon() {
  const { t } = useLingui()
  const { everybody, isHere } = useEverybody()
  const sought = useSought().length
  const now = useNow(MINUTE_MS)
  const met = useMemo(() => metOf(everybody), [everybody])
  const day = policyDay(now)
  const soon = met.filter(({ appointment }) => appointment.state === 'booked' && ['today', 'tomorrow'].includes(groupOf(appointment, day) ?? ''))
  const [next] = soon.filter(({ appointment }) => Date.parse(appointment.starts_at) + appointment.minutes * MINUTE_MS > now)
  const time = next && policyClock(Date.parse(next.appointment.starts_at))
  const name = next?.customer.name_masked
  const isToday = next && groupOf(next.appointment, day) === 'today'
  const more = soon.length - 1
  const nothing = isHere ? t`今天和明天没有约访` : t`约访`
  return (
    <div className="soon">
      <Link to="/appointments" search={{}} className="soon-link">
        <Icon name="clock" size={16} />
        <span>{next ? (isToday ? t`今天 ${time} 约了 ${name}` : t`明天 ${time} 约了 ${name}`) : nothing}</span>
        {next && more > 0 && <span className="soft">{t`另有 ${more} 个约访`}</span>}
      </Link>
      {sought > 0 && (
        <Link to="/appointments" search={{ tab: 'unreachable' }} className="soon-link">
          <Icon name="search" size={16} />
          <span>{t`${sought} 位客户要查找`}</span>
        </Link>
      )}
    </div>
  )
}
