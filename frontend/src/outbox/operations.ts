/** Doing something in the field: it is stored on the device first, then sent, and its receipt is kept. */
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import { answered, api } from '../api/client'
import { ProblemError, problemOf } from '../api/problem'
import { meQuery } from '../api/queries'
import { Outbox, type Operation, type Receipt, type Refusal, type Send } from './outbox'

const AGAIN_MS = 20_000
const GIVE_UP_MS = 30_000
const WHAT_CHANGES = ['today', 'field-task', 'customer', 'field-cell', 'my-events', 'operations', 'review']

const outboxes = new Map<string, Outbox>()

function outboxOf(account: string): Outbox {
  const known = outboxes.get(account)
  if (known) return known
  const made = new Outbox(localStorage, account)
  window.addEventListener('storage', made.changed)
  outboxes.set(account, made)
  return made
}

export function useOutbox(): Outbox {
  return outboxOf(useSuspenseQuery(meQuery).data.account_id)
}

/** What waits on this device, oldest first. */
export function useWaiting() {
  const outbox = useOutbox()
  return useSyncExternalStore(outbox.subscribe, outbox.rows)
}

const send: Send = async (operations) => {
  const signal = AbortSignal.timeout(GIVE_UP_MS)
  return (await answered(api.POST('/api/v1/field/operations', { body: { operations }, signal }))).receipts
}

/** Out of reach, busy or signed out is not final: then everything waits. */
function refusalOf(error: unknown): Refusal {
  const status = error instanceof ProblemError ? error.status : 0
  const isFinal = status >= 400 && status < 500 && ![401, 403, 408, 425, 429].includes(status)
  return { problem: problemOf(error), isFinal }
}

/** One sender in the whole browser; the next one waits and finds less to do. Without https a browser has no locks. */
const alone = <T>(work: () => Promise<T>): Promise<T> =>
  'locks' in navigator ? navigator.locks.request('gridward.outbox', work) : work()

/** Send what waits; what the screens show is read again afterwards. */
export function useSending() {
  const outbox = useOutbox()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => alone(() => outbox.flush(send, refusalOf)),
    // Without a network the browser would hold the call back until there is one, and we could not say so.
    networkMode: 'always',
    onSuccess: (taken) =>
      taken.length > 0 && Promise.all(WHAT_CHANGES.map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  })
}

/** Send whenever there may be a chance. Mounted once, with the shell. */
export function useSendingAgain(): void {
  const outbox = useOutbox()
  const { mutate } = useSending()
  const tryNow = useEffectEvent(() => {
    if (outbox.rows().some((row) => !row.refused)) mutate()
  })
  useEffect(() => {
    const attempt = () => tryNow()
    const timer = setInterval(attempt, AGAIN_MS * (0.75 + Math.random() / 2))
    window.addEventListener('online', attempt)
    window.addEventListener('focus', attempt)
    document.addEventListener('visibilitychange', attempt)
    attempt()
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', attempt)
      window.removeEventListener('focus', attempt)
      document.removeEventListener('visibilitychange', attempt)
    }
  }, [])
}

/** Do something: stored at once; what becomes of it shows by `useFate`. */
export function useDoing(): (kind: string, payload: Record<string, unknown>) => Operation {
  const outbox = useOutbox()
  const { mutate } = useSending()
  return (kind, payload) => {
    const operation = outbox.add(kind, payload)
    mutate()
    return operation
  }
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
