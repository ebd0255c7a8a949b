import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { customerQuery } from '../../api/field'
import { untellable } from '../../rules/appointments'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Waiting } from '../../ui/Waiting'
import { useActing } from './acting'
import { useRules, type Appointment } from './data'
import { Message } from './Message'

interface Props {
  customer: number
  name: string
  appointment: Appointment
  onClose: () => void
}

/** The message, to be read once more before it is sent. */
export function ConfirmDialog({ customer, name, appointment, onClose }: Props) {
  const { t } = useLingui()
  const act = useActing()
  const rules = useRules()
  const { data: story } = useQuery(customerQuery(customer))
  const [now] = useState(() => Date.now())
  const isReady = rules && story && untellable(rules.appointments, story, now) === undefined
  const confirm = async () => {
    if (await act('appointment.confirm', { appointment_id: appointment.id, customer_id: customer }, t`确认短信将发给 ${name}`)) onClose()
  }
  return (
    <Dialog title={t`发确认短信给 ${name}`} isOpen onClose={onClose} wide>
      {rules && story ? <Message rules={rules} him={story} from={Date.parse(appointment.starts_at)} now={now} /> : <Waiting />}
      <div className="row dialog-foot">
        <span className="row-end" />
        <Button onPress={onClose}>
          <Trans>关闭</Trans>
        </Button>
        <Button look="primary" isDisabled={!isReady} onPress={() => void confirm()}>
          <Trans>发送</Trans>
        </Button>
      </div>
    </Dialog>
  )
}
