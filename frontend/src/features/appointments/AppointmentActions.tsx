import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { shownState, type Shown } from '../../rules/appointments'
import { policyDay } from '../../rules/days'
import { Button } from '../../ui/Button'
import { useNow } from '../../ui/now'
import { useActing } from './acting'
import { Booking } from './Booking'
import { CancelDialog } from './CancelDialog'
import { ConfirmDialog } from './ConfirmDialog'
import type { Appointment } from './data'

interface Props {
  customer: number
  name: string
  appointment: Appointment
}

const MINUTE_MS = 60_000
const TELLABLE = new Set<Shown>(['booked', 'rebooked', 'unconfirmed'])

/** What can be done about an appointment that is still to be kept. */
export function AppointmentActions({ customer, name, appointment }: Props) {
  const { t } = useLingui()
  const act = useActing()
  const now = useNow(MINUTE_MS)
  const [dialog, setDialog] = useState<'confirm' | 'move' | 'cancel'>()
  const { id, starts_at, state } = appointment
  if (state !== 'booked') return null
  const hasCome = policyDay(starts_at) <= policyDay(now)
  const isToCome = Date.parse(starts_at) > now
  const close = (outcome: 'kept' | 'missed', done: string) => void act('appointment.close', { appointment_id: id, customer_id: customer, outcome }, done)
  const props = { customer, name, appointment, onClose: () => setDialog(undefined) }
  return (
    <div className="appointment-actions">
      {isToCome && TELLABLE.has(shownState(appointment)) && (
        <Button icon="phone" aria-label={t`发确认短信给 ${name}`} onPress={() => setDialog('confirm')}>
          <Trans>发确认</Trans>
        </Button>
      )}
      {hasCome && (
        <>
          <Button icon="done" aria-label={t`${name} 已赴约`} onPress={() => close('kept', t`已记下：${name} 已赴约`)}>
            <Trans>已赴约</Trans>
          </Button>
          <Button aria-label={t`${name} 未赴约`} onPress={() => close('missed', t`已记下：${name} 未赴约`)}>
            <Trans>未赴约</Trans>
          </Button>
        </>
      )}
      <Button aria-label={t`改约 ${name}`} onPress={() => setDialog('move')}>
        <Trans context="do">改约</Trans>
      </Button>
      <Button look="quiet" aria-label={t`取消 ${name} 的约访`} onPress={() => setDialog('cancel')}>
        <Trans>取消</Trans>
      </Button>
      {dialog === 'confirm' && <ConfirmDialog {...props} />}
      {dialog === 'move' && <Booking customer={customer} name={name} moved={appointment} onClose={props.onClose} />}
      {dialog === 'cancel' && <CancelDialog {...props} />}
    </div>
  )
}
