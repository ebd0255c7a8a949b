/** What a specialist does about an event for one customer, and what has become of the last of it. */
import { useState } from 'react'
import { useWaitingFor } from '../../outbox/fates'
import { useDoing } from '../../outbox/operations'

/** What a customer may say to an event. */
export interface Answering {
  signUp: (persons: number) => void
  decline: () => void
  cancel: () => void
}

export interface Acting extends Answering {
  invite: () => void
  attend: (attended: boolean) => void
  /** It is on this device only so far: the newest of what waits. */
  waits: { kind: string; payload: Record<string, unknown> } | undefined
  /** The operation to speak of: what waits, else what was done here just now. */
  opId: string | undefined
}

export function useActing(eventId: string, customer: number): Acting {
  const act = useDoing()
  const [last, setLast] = useState<string>()
  const waits = useWaitingFor((_, payload) => payload['event_id'] === eventId && payload['customer_id'] === customer)
  const send = async (kind: string, more: Record<string, unknown> = {}) => {
    const stored = await act(kind, { event_id: eventId, customer_id: customer, ...more })
    if (stored) setLast(stored.op_id)
  }
  return {
    invite: () => void send('event.invite', { channel: 'message' }),
    signUp: (persons) => void send('event.answer', { answer: 'signed_up', persons }),
    decline: () => void send('event.answer', { answer: 'declined' }),
    cancel: () => void send('event.cancel'),
    attend: (attended) => void send('event.attend', { attended }),
    waits,
    opId: waits?.op_id ?? last,
  }
}
