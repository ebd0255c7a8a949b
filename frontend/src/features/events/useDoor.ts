/** Who has come to the door of an event: as the list has it, with what was done here and is not in it yet. */
import { useState } from 'react'
import { useDoing, useOutbox, useWaiting } from '../../outbox/operations'
import type { MyEvent } from '../../api/activities'
import { judged, plainCode, type Verdict } from './door'

export interface Door {
  came: ReadonlySet<string>
  /** Of the last code. */
  verdict: Verdict | undefined
  /** What was recorded for it. */
  opId: string | undefined
  /** Look at a code; who simply comes is recorded at once. */
  show: (typed: string) => void
  /** Record the last code all the same: the server knows more than this list. */
  admit: () => void
}

export function useDoor(event: MyEvent, events: readonly MyEvent[]): Door {
  const act = useDoing()
  const came = useAdmitted(event.event_id)
  const [last, setLast] = useState<{ code: string | undefined; verdict: Verdict; opId?: string }>()
  const record = async (code: string, verdict: Verdict) => {
    const stored = await act('event.admit', { event_id: event.event_id, code })
    if (stored) setLast({ code, verdict, opId: stored.op_id })
  }
  return {
    came,
    verdict: last?.verdict,
    opId: last?.opId,
    show: (typed) => {
      const code = plainCode(typed)
      const verdict = judged(typed, event, events, came)
      setLast({ code, verdict })
      if (code !== undefined && verdict.kind === 'comes') void record(code, verdict)
    },
    admit: () => {
      if (last?.code !== undefined) void record(last.code, last.verdict)
    },
  }
}

/** The codes that were admitted on this device: what waits, and what the server has taken since the list was made. */
function useAdmitted(eventId: string): ReadonlySet<string> {
  const outbox = useOutbox()
  const waiting = useWaiting().flatMap((row) => (row.refused ? [] : row.operation))
  const sent = outbox.received().flatMap((one) => one.sent ?? [])
  const mine = [...sent, ...waiting].filter(({ kind, payload }) => kind === 'event.admit' && payload['event_id'] === eventId)
  return new Set(mine.map(({ payload }) => String(payload['code'])))
}
