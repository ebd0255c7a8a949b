/** Whether there is room for a list and a map side by side. */
import { useSyncExternalStore } from 'react'

const narrow = window.matchMedia('(max-width: 1000px)')

export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      narrow.addEventListener('change', listener)
      return () => narrow.removeEventListener('change', listener)
    },
    () => narrow.matches,
  )
}
