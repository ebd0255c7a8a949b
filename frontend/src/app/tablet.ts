/** Somebody who works a cell has a tablet: it tells what waits on it, and does what it is told. */
import { useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useEffectEvent } from 'react'
import { meQuery } from '../api/queries'
import { deviceId } from '../outbox/ids'
import { emptyOutboxes, OUTBOX_DATABASE } from '../outbox/of-account'
import { toldLost } from '../outbox/lost'
import { useOutbox, useSending } from '../outbox/operations'
import { isDue } from '../outbox/photo'
import { drawn } from '../ui/drawn'
import { tell } from '../ui/toast'

/** So many changes in a row are told once. */
const SETTLED_MS = 1_500
const AGAIN_S = 60

let registered: string | undefined

/** Mounted once, with the shell. */
export function useTablet(): void {
  const { t } = useLingui()
  const account = useSuspenseQuery(meQuery).data.account_id
  const outbox = useOutbox()
  const navigate = useNavigate()
  const { mutateAsync: send } = useSending()
  const held = () => {
    const operations = outbox.rows().map((row) => row.operation)
    return { op_ids: operations.map((one) => one.op_id), oldest_at: operations[0]?.occurred_at ?? null, given_up: outbox.givenUp() }
  }

  /** In how many seconds to tell again. */
  const report = useEffectEvent(async (): Promise<number> => {
    const { empty, register, report: told } = await import('../session/device')
    const device = deviceId(localStorage)
    if (registered !== account) {
      const state = await register({ device, account })
      if (state === undefined) return AGAIN_S
      registered = account
      if (state === 'revoked') tell(t`这台平板已被停用，看不到客户资料。已做的工作仍会上传；请联系网点主管。`)
    }
    const here = held()
    const answer = await told(device, here, {})
    outbox.toldGivenUp(here.given_up)
    toldLost(answer)
    if (answer.state === 'wipe') {
      if (outbox.rows().length > 0) await send()
      // What the server does not take is not thrown away either: it waits, and whoever leads him sees that.
      if (outbox.rows().length === 0 && !outbox.photos().some(isDue)) {
        // What keeps a copy here stops with the shell: nothing is stored any more.
        await navigate({ to: '/sign-in', search: {} })
        const hasUnsent = await emptyOutboxes().catch(() => true)
        await empty(device, hasUnsent ? OUTBOX_DATABASE : undefined).catch(() => undefined)
        window.location.replace('/sign-in')
      }
    }
    return answer.next_sync_after_s
  })

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let isOver = false
    const tellIn = (ms: number) => {
      clearTimeout(timer)
      if (!isOver) timer = setTimeout(round, ms)
    }
    const round = () =>
      void report()
        .catch(() => AGAIN_S)
        .then((seconds) => tellIn(seconds * 1000))
    const leave = outbox.subscribe(() => tellIn(SETTLED_MS))
    void drawn.then(() => tellIn(SETTLED_MS))
    return () => {
      isOver = true
      clearTimeout(timer)
      leave()
    }
  }, [outbox])
}
