/** A draft as it lies on this device by now, whichever tab has written it. */
import { useState, useSyncExternalStore } from 'react'
import { useOutbox } from './operations'

/** `first`: what there is where nothing lies there yet. What is thrown away is shown on: somebody still looks at what became of it. */
export function useKept<T>(key: string, read: () => T | undefined, first: () => T): T {
  const { entries } = useOutbox()
  const [seen, setSeen] = useState(() => {
    const draft = first()
    return { draft, text: entries.getItem(key) }
  })
  const text = useSyncExternalStore(entries.subscribe, () => entries.getItem(key))
  if (text !== seen.text) setSeen({ draft: (text === null ? undefined : read()) ?? seen.draft, text })
  return seen.draft
}
