/** Doing something in the field: it is stored on the device first, then sent, and its receipt is kept. */
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import { answered, api } from '../api/client'
import { keptMe } from '../api/kept'
import { ProblemError, problemOf, SIGNED_OUT } from '../api/problem'
import { meQuery } from '../api/queries'
import { outboxOf } from './of-account'
import { useOnce } from './once'
import type { Entry, Operation, Receipt, Refusal, Unnumbered } from './operation'
import type { Outbox, Send } from './outbox'
import { Pace } from './pace'
import { keepTrying } from './trying'

const GIVE_UP_MS = 30_000
const WHAT_CHANGES = ['today', 'field-task', 'customer', 'field-cell', 'my-events', 'operations', 'review', 'messages', 'week']

export const pace = new Pace()

export function useOutbox(): Outbox {
  return outboxOf(useSuspenseQuery(meQuery).data.account_id)
}

/** What waits on this device, oldest first. */
export function useWaiting() {
  const outbox = useOutbox()
  return useSyncExternalStore(outbox.subscribe, outbox.rows)
}

const sendFor =
  (account: string): Send =>
  async (operations) => {
    // Another tab may have signed in somebody else, whose session would carry what this one did.
    if (keptMe()?.account_id !== account) throw new ProblemError(SIGNED_OUT, 401)
    const signal = AbortSignal.timeout(GIVE_UP_MS)
    return (await answered(api.POST('/api/v1/field/operations', { body: { operations, sent_at: new Date().toISOString() }, signal }))).receipts
  }

/** Out of reach, busy or signed out is not final: then everything waits. */
export function refusalOf(error: unknown): Refusal {
  const status = error instanceof ProblemError ? error.status : 0
  const isFinal = status >= 400 && status < 500 && ![401, 403, 408, 425, 429].includes(status)
  return { problem: problemOf(error), isFinal }
}

/** One sender in the whole browser; the next one waits and finds less to do. Without https a browser has no locks. */
const alone = <T>(work: () => Promise<T>): Promise<T> =>
  'locks' in navigator ? navigator.locks.request('gridward.outbox', work) : work()

async function sendAll(outbox: Outbox): Promise<Receipt[]> {
  try {
    const taken = await alone(() => outbox.flush(sendFor(outbox.account), refusalOf))
    pace.succeeded()
    return taken
  } catch (error) {
    pace.failed()
    if (error instanceof ProblemError && error.retryAfterS !== undefined) pace.asked(error.retryAfterS)
    throw error
  }
}

/** Send what waits; what the screens show is read again afterwards. */
export function useSending() {
  const outbox = useOutbox()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => sendAll(outbox),
    // Without a network the browser would hold the call back until there is one, and we could not say so.
    networkMode: 'always',
    onSuccess: (taken) =>
      taken.length > 0 && Promise.all(WHAT_CHANGES.map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  })
}

/** Mounted once, with the shell. */
export function useSendingAgain(): void {
  const outbox = useOutbox()
  const { mutateAsync } = useSending()
  const attempt = useEffectEvent(() => mutateAsync())
  useEffect(() => keepTrying({ attempt: () => attempt(), hasWork: () => outbox.rows().some((row) => !row.refused), pace }), [outbox])
}

/** `entry`: what the page keeps beside it, in the same moment. */
type Act = (kind: string, payload: Record<string, unknown>, entry?: (operation: Unnumbered) => Entry) => Promise<Operation | undefined>

/**
 * Do something: when it is answered it is stored, and what becomes of it shows by `useFate`. The answer is empty where it could not be
 * stored, which the shell says, or where the same hand is still storing: then the page keeps what was typed.
 */
export function useDoing(): Act {
  const outbox = useOutbox()
  const { mutate } = useSending()
  const once = useOnce()
  return (kind, payload, entry) =>
    once(async () => {
      const operation = await outbox.add(kind, payload, entry)
      if (pace.patientUntil() === undefined) mutate()
      return operation
    }).catch(() => undefined)
}

export type Fate =
  | { state: 'unsent' }
  | { state: 'refused'; problem: Refusal['problem'] }
  | { state: 'received'; receipt: Receipt }
  | { state: 'unknown' }

/** What has become of an operation so far. */
export function useFate(opId: string | undefined): Fate {
  const outbox = useOutbox()
  const row = useWaiting().find((one) => one.operation.op_id === opId)
  if (row) return row.refused ? { state: 'refused', problem: row.refused } : { state: 'unsent' }
  const receipt = opId === undefined ? undefined : outbox.receiptOf(opId)
  return receipt ? { state: 'received', receipt } : { state: 'unknown' }
}
