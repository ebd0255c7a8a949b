/** Whether what is shown is the device's own copy, and of when it is. */
import { useSyncExternalStore } from 'react'
import { keptSince, onKept } from '../api/copy'

export function useKeptSince(): string | undefined {
  return useSyncExternalStore(onKept, keptSince)
}
