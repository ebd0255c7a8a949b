/** The tablet's copy in the application: screens are answered from it, and one tab keeps it up to date. */
import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { keptQuery } from '../api/field'
import { fieldRulesQuery } from '../api/field-rules'
import { keptBy, keptSince, serverReached, type Kept } from '../api/copy'
import { meQuery } from '../api/queries'
import { isKeptFor, routeQuery } from '../api/route'
import { deviceId } from '../outbox/ids'
import { outboxOf } from '../outbox/of-account'
import { pace, useOutbox, useSending } from '../outbox/operations'
import { minuteNow, policyDay, policyTime } from '../rules/days'
import { may } from '../session/may'
import { drawn } from '../ui/drawn'

const load = () => Promise.all([import('../sync/device'), import('../sync/conductor')])
/** Read from the copy even where the server can be asked. */
const OWN = ['messages', 'week']
const SHOWN = ['today', 'field-task', 'customer', 'field-cell', 'my-events']

/** Let what is read be answered by the device where the server is out of reach. */
export function keepOf(queries: QueryClient): void {
  keptBy(() => openKept(queries))
}

async function openKept(queries: QueryClient): Promise<Kept | undefined> {
  const me = await queries.ensureQueryData(meQuery)
  if (!may(me, 'work')) return undefined
  const [{ canKeep, deviceOf }] = await load()
  return canKeep() ? deviceOf(me.account_id, outboxOf(me.account_id)).kept() : undefined
}

/** Until then routes are planned, all of them at once. */
const PLANNED_AT = '04:00:00'

/** Have the day's route here before somebody looks at it: there may be no network any more when he does. */
async function routeOfTheDay(queries: QueryClient): Promise<void> {
  const now = Date.now()
  const time = policyTime(now)
  if (time < PLANNED_AT || isKeptFor(policyDay(now))) return
  await queries.prefetchQuery(routeQuery(minuteNow, undefined))
}

/** Throw away what this device has of an account. */
export async function forget(account: string): Promise<void> {
  const [{ canKeep, deviceOf }] = await load()
  if (canKeep()) await deviceOf(account, outboxOf(account)).forget()
}

/** Keep the copy up to date. Mounted once, with the shell of somebody who works a cell. */
export function useKeeping(account: string): void {
  const outbox = useOutbox()
  const queries = useQueryClient()
  const { mutateAsync } = useSending()
  const push = useEffectEvent(async () => {
    // Nobody is forgotten of whom something waits: so what waits has to be known, also what another tab has added.
    await outbox.load()
    if (pace.patientUntil() !== undefined) throw new Error('the server has asked to wait')
    if (outbox.rows().some((row) => !row.refused)) await mutateAsync()
  })
  useEffect(() => {
    let stop = () => undefined as void
    let isOver = false
    let isAway = false
    // What the server answered is newer than the copy, until something is done that it cannot be told.
    const isOvertaken = () => (isAway || !navigator.onLine) && outbox.rows().length > 0
    const again = () => (keptSince() !== undefined || isOvertaken()) && SHOWN.forEach((key) => void queries.invalidateQueries({ queryKey: [key] }))
    // What nobody looks at any more, such as what a page that was left goes on trying, says nothing of what is shown.
    const isAsking = () => SHOWN.some((key) => queries.isFetching({ queryKey: [key], type: 'active' }) > 0)
    const newer = () => {
      for (const key of OWN) void queries.invalidateQueries({ queryKey: [key] })
      again()
    }
    void drawn.then(() => queries.prefetchQuery(fieldRulesQuery))
    void drawn.then(load).then(([{ canKeep, deviceOf }, { Conductor }]) => {
      if (isOver || !canKeep()) return
      const device = deviceOf(account, outbox)
      const show = (receipt: number) => device.changed(receipt).then(() => queries.invalidateQueries({ queryKey: keptQuery.queryKey })).then(newer)
      let shown = Promise.resolve()
      const conductor = new Conductor({
        account,
        push: () => push(),
        order: () => ({ account, device: deviceId(localStorage), unsent: device.unsent() }),
        receipt: outbox.lastReceipt,
        changed: (receipt) => void (shown = show(receipt)).then(() => routeOfTheDay(queries)),
        answered: (isReached) => {
          isAway = !isReached
          // A page that shows the copy asks the server itself; where none does, nothing is shown that the mark speaks of.
          void shown.then(() => (isReached ? isAsking() || serverReached() : again()))
        },
      })
      let waiting = outbox.rows().length
      const unfollow = outbox.subscribe(() => {
        const now = outbox.rows().length
        if (now < waiting) conductor.want()
        waiting = now
        again()
      })
      stop = () => {
        unfollow()
        conductor.stop()
      }
    })
    return () => {
      isOver = true
      stop()
    }
  }, [account, outbox, queries])
}
