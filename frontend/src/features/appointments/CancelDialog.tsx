import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { CANCEL_REASONS, cancelReasonWord } from '../../i18n/appointment-words'
import { dateTime } from '../../i18n/format'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Tiles } from '../../ui/Tiles'
import { useActing } from './acting'
import type { Appointment } from './data'

interface Props {
  customer: number
  name: string
  appointment: Appointment
  onClose: () => void
}

/** An appointment that is not kept as it was agreed needs a reason; who was told of it is told that nobody comes. */
export function CancelDialog({ customer, name, appointment, onClose }: Props) {
  const { t } = useLingui()
  const act = useActing()
  const [reason, setReason] = useState<(typeof CANCEL_REASONS)[number]>()
  const cancel = async () => {
    const payload = { appointment_id: appointment.id, customer_id: customer, reason, tell: true }
    if (await act('appointment.cancel', payload, t`已取消 ${name} 的约访`)) onClose()
  }
  return (
    <Dialog title={t`取消 ${name} 的约访`} isOpen onClose={onClose} wide>
      <p>{dateTime(appointment.starts_at)}</p>
      <Tiles label={t`取消的原因`} tiles={CANCEL_REASONS.map((value) => ({ value, label: cancelReasonWord(value) }))} value={reason} onChange={setReason} />
      {appointment.confirmed_at !== null && (
        <p className="soft">
          <Trans>客户收到过确认，会再收到取消的短信。</Trans>
        </p>
      )}
      <div className="row dialog-foot">
        <span className="row-end" />
        <Button onPress={onClose}>
          <Trans>关闭</Trans>
        </Button>
        <Button look="danger" isDisabled={reason === undefined} onPress={() => void cancel()}>
          <Trans>取消约访</Trans>
        </Button>
      </div>
    </Dialog>
  )
}
