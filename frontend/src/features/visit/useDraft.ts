/** The visit that is being written down: as it was left, or a new one. Tabs that write the same one write one draft, and each follows. */
import { newId } from '../../outbox/ids'
import type { Entry } from '../../outbox/operation'
import { useOutbox } from '../../outbox/operations'
import type { Outbox } from '../../outbox/outbox'
import { useKept } from '../../outbox/useKept'
import type { Draft, Drafts } from './draft'
import { useDrafts } from './unfinished'

export type Start = Pick<Draft, 'customer_id' | 'name' | 'task_id' | 'policy_id'>

interface Writing {
  draft: Draft
  change: (part: Partial<Draft>) => void
  /** What is to be kept in the moment in which an operation is, so that the one is never there without the other. */
  entryWith: (part: Partial<Draft>) => Entry
}

export function useDraft(subject: string, start: Start): Writing {
  const drafts = useDrafts()
  const outbox = useOutbox()
  const draft = useKept(drafts.key(subject), () => drafts.read(subject), () => left(drafts, outbox, subject) ?? begin(start))
  // What is not changed here stays as it is by now: another tab may have written it.
  const changed = (part: Partial<Draft>): Draft => ({ ...(drafts.read(subject) ?? draft), ...part })
  return { draft, change: (part) => drafts.write(subject, changed(part)), entryWith: (part) => drafts.entry(subject, changed(part)) }
}

function begin({ customer_id, name, task_id, policy_id }: Start): Draft {
  return {
    visit_id: newId(),
    customer_id,
    name,
    ...(task_id !== undefined && { task_id }),
    ...(policy_id !== undefined && { policy_id }),
    step: 'check_in',
    note: '',
  }
}

/** A visit that was saved and received is over: the next one to the same customer begins anew. */
function left(drafts: Drafts, outbox: Outbox, subject: string): Draft | undefined {
  const draft = drafts.read(subject)
  if (!draft?.saved) return draft
  const waits = outbox.rows().some((row) => row.operation.op_id === draft.saved)
  if (waits || outbox.receiptOf(draft.saved)?.state === 'invalid') return draft
  drafts.clear(subject)
  return undefined
}
