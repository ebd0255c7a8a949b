/** What an earlier version of the program left as it was written is sealed. Repeated, it changes nothing. */
import type { Opened } from '../db/open'
import type { OutboxDatabase } from './database'
import { canSeal, Safe } from './safe'

export async function sealLeft(opened: Opened<OutboxDatabase>): Promise<void> {
  if (!canSeal()) return
  const safe = new Safe(opened)
  const { waiting, received, entries } = await opened.use(async (db) => ({
    waiting: await db.waiting.toArray(),
    received: await db.received.toArray(),
    entries: await db.entries.toArray(),
  }))
  for (const { account, operation } of waiting) {
    if ('sealed' in operation) continue
    const [laid] = await safe.lay(account, [operation])
    await opened.use((db) => db.waiting.where({ op_id: operation.op_id }).modify({ operation: laid! }))
  }
  for (const { account, sent } of received) {
    if (!sent || 'sealed' in sent) continue
    const [laid] = await safe.lay(account, [sent])
    await opened.use((db) => db.received.where({ op_id: sent.op_id }).modify({ sent: laid! }))
  }
  for (const { account, ...entry } of entries) {
    if ('sealed' in entry) continue
    const [laid] = await safe.layEntries(account, [entry])
    await opened.use((db) => db.entries.put({ ...laid!, account }))
  }
}
