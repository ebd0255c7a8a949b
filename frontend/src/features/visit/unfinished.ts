/** Visits that were begun on this device and are not saved yet. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { meQuery } from '../../api/queries'
import { Drafts, isOpen, ofTask, type Draft } from './draft'

export function useDrafts(): Drafts {
  const { data: me } = useSuspenseQuery(meQuery)
  return useMemo(() => new Drafts(localStorage, me.account_id), [me.account_id])
}

/** Whether a visit for this task was begun and not saved. */
export function useIsBegun(task: string): boolean {
  return isOpen(useDrafts().read(ofTask(task)))
}

/** Visits that were begun and not saved, other than those of the day's tasks. */
export function useUnfinished(tasks: string[]): Draft[] {
  const shown = new Set(tasks.map(ofTask))
  return [...useDrafts().all()].flatMap(([subject, draft]) => (isOpen(draft) && !shown.has(subject) ? [draft] : []))
}
