/** Visits that were begun on this device and are not saved yet. */
import { useMemo } from 'react'
import { useOutbox } from '../../outbox/operations'
import { Drafts, isOpen, ofTask, type Draft } from './draft'

export function useDrafts(): Drafts {
  const { account, entries } = useOutbox()
  return useMemo(() => new Drafts(entries, account), [account, entries])
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
