/** Visits that are written down on this device: begun and not saved, and saved ones that are taken back. */
import { useMemo } from 'react'
import type { Entry } from '../../outbox/operation'
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

/** The visit that an operation completed, as long as what was written is still here, with what opens it again when it is taken back. */
export function useSavedVisit(operation: string): { openAgain: () => Entry } | undefined {
  const drafts = useDrafts()
  const found = [...drafts.all()].find(([, draft]) => draft.saved === operation)
  if (!found) return undefined
  const [subject, { saved: _, ...written }] = found
  return { openAgain: () => drafts.entry(subject, { ...written, step: 'summary' }) }
}

/** Visits that were begun and not saved, other than those of the day's tasks. */
export function useUnfinished(tasks: string[]): Draft[] {
  const shown = new Set(tasks.map(ofTask))
  return [...useDrafts().all()].flatMap(([subject, draft]) => (isOpen(draft) && !shown.has(subject) ? [draft] : []))
}
