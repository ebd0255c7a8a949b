/** Server-sent events of something that takes long: each one is the whole new state, put where queries find it. */
import { useQueryClient, type QueryKey } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { meQuery } from './queries'

const AGAIN_MS = 5_000

/** Follow an address while `active`; each connection begins with the whole state. When it is over, `onEnd` is called. */
export function useEvents<T>(
  address: string,
  event: string,
  key: QueryKey,
  active: boolean,
  isOver: (state: T) => boolean,
  onEnd: (state: T) => void,
): void {
  const queries = useQueryClient()
  useStream<T>(address, event, active, (state, source) => {
    queries.setQueryData(key, state)
    if (isOver(state)) {
      source.close()
      onEnd(state)
    }
  })
}

/** Follow an address while `active`, and give each event to `take`. */
export function useStream<T>(address: string, event: string, active: boolean, take: (state: T, source: EventSource) => void): void {
  const queries = useQueryClient()
  const given = useEffectEvent(take)
  // A session that has ended shows here, and is dealt with where every ended session is.
  const askWhetherSignedIn = useEffectEvent(() => void queries.invalidateQueries({ queryKey: meQuery.queryKey }))
  useEffect(() => {
    if (!active) return
    let source: EventSource
    let again: ReturnType<typeof setTimeout> | undefined
    const open = () => {
      source = new EventSource(address)
      source.addEventListener(event, (message) => given(JSON.parse((message as MessageEvent<string>).data) as T, source))
      source.addEventListener('error', () => {
        // The browser connects again after a fault of the network, but not after a refusal.
        if (source.readyState !== EventSource.CLOSED) return
        askWhetherSignedIn()
        again = setTimeout(open, AGAIN_MS)
      })
    }
    open()
    return () => {
      clearTimeout(again)
      source.close()
    }
  }, [address, event, active])
}
