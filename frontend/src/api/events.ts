/** Server-sent events of something that takes long: each one is the whole new state, put where queries find it. */
import { useQueryClient, type QueryKey } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'

/** Follow an address while `active`. The browser connects again by itself; when it is over, `onEnd` is called. */
export function useEvents<T>(
  address: string,
  event: string,
  key: QueryKey,
  active: boolean,
  isOver: (state: T) => boolean,
  onEnd: (state: T) => void,
): void {
  const queries = useQueryClient()
  const take = useEffectEvent((state: T, source: EventSource) => {
    queries.setQueryData(key, state)
    if (isOver(state)) {
      source.close()
      onEnd(state)
    }
  })
  useEffect(() => {
    if (!active) return
    const source = new EventSource(address)
    source.addEventListener(event, (message) => take(JSON.parse((message as MessageEvent<string>).data) as T, source))
    return () => source.close()
  }, [address, event, active])
}
