import { useLingui } from '@lingui/react'
import { shownState, type Shown } from '../../rules/appointments'
import { NotSent } from '../../ui/NotSent'
import type { Appointment } from './data'
import { STATE_WORDS, untoldText } from './words'

const TONES: Record<Shown, string> = {
  booked: 'badge',
  rebooked: 'badge',
  confirming: 'badge',
  confirmed: 'badge badge-good',
  unconfirmed: 'badge badge-warn',
  kept: 'badge badge-good',
  missed: 'badge badge-bad',
  cancelled: 'badge',
}

export function State({ appointment }: { appointment: Appointment }) {
  useLingui()
  const state = shownState(appointment)
  return (
    <>
      <span className={appointment.unsent ? 'badge' : TONES[state]}>{STATE_WORDS[state]()}</span>
      {appointment.unsent && <NotSent />}
    </>
  )
}

/** Why he was not told, where he was to be. */
export function Untold({ appointment }: { appointment: Appointment }) {
  useLingui()
  if (shownState(appointment) !== 'unconfirmed') return null
  return <p className="appointment-untold">{untoldText(appointment.untold!)}</p>
}
