/** The request that is being taken down: as it was left, or a new one. Tabs that write the same one write one draft, and each follows. */
import { useMemo } from 'react'
import { newId } from '../../outbox/ids'
import type { Entry } from '../../outbox/operation'
import { useOutbox } from '../../outbox/operations'
import type { Outbox } from '../../outbox/outbox'
import { useKept } from '../../outbox/useKept'
import { emptyDraft, RequestDrafts, type RequestDraft } from './draft'

export function useRequestDrafts(): RequestDrafts {
  const { account, entries } = useOutbox()
  return useMemo(() => new RequestDrafts(entries, account), [account, entries])
}

interface Writing {
  draft: RequestDraft
  change: (part: Partial<RequestDraft>) => void
  /** What is to be kept in the moment in which the operation is. */
  entryWith: (part: Partial<RequestDraft>) => Entry
  restart: () => void
}

export function useRequest(customer: number): Writing {
  const outbox = useOutbox()
  const drafts = useRequestDrafts()
  const draft = useKept(drafts.key(customer), () => drafts.read(customer), () => left(drafts, outbox, customer) ?? emptyDraft(newId()))
  // What is not changed here stays as it is by now: another tab may have written it.
  const changed = (part: Partial<RequestDraft>): RequestDraft => ({ ...(drafts.read(customer) ?? draft), ...part })
  return {
    draft,
    change: (part) => drafts.write(customer, changed(part)),
    entryWith: (part) => drafts.entry(customer, changed(part)),
    restart: () => drafts.write(customer, emptyDraft(newId())),
  }
}

/** One that was sent and received is over: the next one of the same customer begins anew. */
function left(drafts: RequestDrafts, outbox: Outbox, customer: number): RequestDraft | undefined {
  const draft = drafts.read(customer)
  if (!draft?.sent) return draft
  const waits = outbox.rows().some((row) => row.operation.op_id === draft.sent)
  if (waits || outbox.receiptOf(draft.sent)?.state === 'invalid') return draft
  drafts.clear(customer)
  return undefined
}
