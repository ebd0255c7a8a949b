/** An event while it is written down: kept in this tab until it is saved, so that nothing typed is lost. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Event } from '../../api/activities'
import { meQuery } from '../../api/queries'
import { draftOf, emptyDraft, type EventDraft } from './draft'
import { read, write, type Writing } from './keeping'

export function useWriting(city: string, event: Event | undefined, kind: string) {
  const { data: me } = useSuspenseQuery(meQuery)
  const key = `gridward.event.${me.account_id}.${event?.event_id ?? city}`
  const [begun] = useState(() => {
    const kept = read(sessionStorage, key)
    return { writing: kept ?? fresh(event, kind), isKept: kept !== undefined }
  })
  const [writing, setWriting] = useState(begun.writing)
  const [isKept, setKept] = useState(begun.isKept)
  const put = (next: Writing) => {
    write(sessionStorage, key, next)
    setWriting(next)
  }
  return {
    ...writing,
    /** It was typed before the page was opened. */
    isKept,
    set: (part: Partial<EventDraft>) => put({ ...writing, draft: { ...writing.draft, ...part } }),
    /** Go on with this draft upon the event as it is now. */
    goOnUpon: (newest: Event, draft: EventDraft) => put({ draft, base: draftOf(newest), revision: newest.revision }),
    startAnew: () => {
      put(fresh(event, kind))
      setKept(false)
    },
    forget: () => sessionStorage.removeItem(key),
  }
}

function fresh(event: Event | undefined, kind: string): Writing {
  const base = event ? draftOf(event) : emptyDraft(kind)
  return { draft: base, base, revision: event?.revision ?? 0 }
}
