/** What is typed of an event, in the browser's storage. */
import { isSame, type EventDraft } from './draft'

export interface Writing {
  draft: EventDraft
  /** What it was begun upon, and of which revision that is. */
  base: EventDraft
  revision: number
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export function read(store: Store, key: string): Writing | undefined {
  try {
    return (JSON.parse(store.getItem(key) ?? 'null') as Writing | null) ?? undefined
  } catch {
    return undefined
  }
}

/** What is not changed is not kept. */
export function write(store: Store, key: string, writing: Writing): void {
  if (isSame(writing.draft, writing.base)) store.removeItem(key)
  else store.setItem(key, JSON.stringify(writing))
}
