/** Operations, receipts and drafts where they lie in this browser. Each change is one transaction that is on the disk before it is called done. */
import { Opened } from '../db/open'
import { named, ofAccount, OutboxDatabase, released } from './database'
import { GIVEN_UP } from './entries'
import type { Entry, Operation, Receipt, Received, Unnumbered, Waiting } from './operation'
import type { Photo } from './photo'
import { Safe } from './safe'
import type { Earlier } from './takeover'

export interface Contents {
  waiting: Waiting[]
  received: Received[]
  entries: Entry[]
  photos: Photo[]
}

const RECEIPTS_KEPT = 100
const HAS_EFFECT = new Set(['applied', 'merged', 'forwarded'])

export class Shelf {
  readonly opened: Opened<OutboxDatabase>
  private readonly safe: Safe

  constructor(opened: Opened<OutboxDatabase>) {
    this.opened = opened
    this.safe = new Safe(opened)
  }

  async read(account: string): Promise<Contents> {
    const { waiting, received, entries, photos } = await this.opened.use((db) =>
      db.transaction('r', [db.waiting, db.received, db.entries, db.photos], async () => ({
        waiting: await ofAccount(db.waiting, account).toArray(),
        received: await ofAccount(db.received, account).toArray(),
        entries: await db.entries.where({ account }).toArray(),
        photos: await db.photos.where({ account }).sortBy('id'),
      })),
    )
    const operations = await this.safe.take(account, [...waiting.map((row) => row.operation), ...received.flatMap((row) => row.sent ?? [])])
    const byId = new Map(operations.map((one) => [one.op_id, one]))
    return {
      waiting: waiting.map(({ op_id, refused, exported }) => ({ operation: byId.get(op_id)!, ...(refused && { refused }), ...(exported && { exported }) })),
      received: received.map(({ sent, ...row }) => ({ ...row, ...(sent && { sent: byId.get(row.op_id)! }) })),
      entries: await this.safe.takeEntries(account, entries),
      photos,
    }
  }

  /** What was kept elsewhere before. Repeated, it changes nothing. */
  takeOver({ seq, waiting, receipts, entries }: Earlier): Promise<void> {
    return this.opened.use((db) =>
      db.transaction('rw', [db.waiting, db.received, db.entries, db.counters], async () => {
        const last = (await db.counters.get('seq'))?.value ?? 0
        await db.counters.put({ name: 'seq', value: Math.max(last, seq) })
        for (const { account, receipt } of receipts) {
          if (await db.received.get(receipt.op_id)) continue
          await db.received.put({ op_id: receipt.op_id, account, n: await db.next('received'), receipt, kind: '', occurred_at: receipt.received_at })
        }
        for (const { account, row } of waiting) {
          const { op_id } = row.operation
          if ((await db.received.get(op_id)) || (await db.waiting.get(op_id))) continue
          await db.waiting.add({ ...row, op_id, account, n: row.operation.seq ?? (await db.next('seq')) })
        }
        for (const { account, entry } of entries) if (!(await db.entries.get(entry.key))) await db.entries.add({ ...entry, account })
      }),
    )
  }

  /** Number and keep an operation, with what the page keeps beside it. */
  async add(account: string, made: Unnumbered, entry?: (operation: Unnumbered) => Entry): Promise<Operation> {
    const [laid] = await this.safe.lay(account, [made])
    const beside = await this.safe.layEntries(account, entry ? [entry(made)] : [])
    return this.opened.use((db) =>
      db.transaction('rw', [db.waiting, db.entries, db.counters, db.photos], async () => {
        const before = await db.waiting.get(made.op_id)
        if (before) return { ...made, seq: before.n }
        const seq = await db.next('seq')
        await db.waiting.add({ op_id: made.op_id, account, n: seq, operation: { ...laid!, seq } })
        await named(db, account, made)
        await db.entries.bulkPut(beside.map((one) => ({ ...one, account })))
        return { ...made, seq }
      }),
    )
  }

  /** Take in operations that were made before, in their order; says how many are new here. */
  async takeIn(account: string, operations: Operation[]): Promise<number> {
    const laid = await this.safe.lay(account, operations.toSorted((one, other) => (one.seq ?? 0) - (other.seq ?? 0)))
    return this.opened.use((db) =>
      db.transaction('rw', [db.waiting, db.received, db.counters], async () => {
        let taken = 0
        for (const operation of laid) {
          const { op_id } = operation
          if ((await db.waiting.get(op_id)) || (await db.received.get(op_id))) continue
          await db.waiting.add({ op_id, account, n: await db.next('seq'), operation })
          taken += 1
        }
        return taken
      }),
    )
  }

  /** What may be sent, oldest first. */
  async unsent(account: string): Promise<Operation[]> {
    return (await this.read(account)).waiting.filter((row) => !row.refused).map((row) => row.operation)
  }

  /** How many things wait, by account. */
  async unsentOfAll(): Promise<Map<string, number>> {
    const rows = await this.opened.use((db) => db.waiting.toArray())
    return new Map([...Map.groupBy(rows, (row) => row.account)].map(([account, own]) => [account, own.length]))
  }

  /** Keep receipts; only with its receipt kept does an operation leave. Photos of one that has no effect wait for what takes its place. */
  settle(account: string, receipts: Receipt[]): Promise<void> {
    return this.opened.use((db) =>
      db.transaction('rw', [db.waiting, db.received, db.counters, db.photos], async () => {
        for (const receipt of receipts) {
          const row = await db.waiting.get(receipt.op_id)
          if (row?.account !== account) continue
          if (receipt.state === 'invalid') await released(db, receipt.op_id)
          const { kind, occurred_at } = row.operation
          const sent = HAS_EFFECT.has(receipt.state) && { sent: row.operation }
          await db.received.put({ op_id: receipt.op_id, account, n: await db.next('received'), receipt, kind, occurred_at, ...sent })
          await db.waiting.delete(receipt.op_id)
        }
        const kept = await ofAccount(db.received, account).primaryKeys()
        await db.received.bulkDelete(kept.slice(0, Math.max(0, kept.length - RECEIPTS_KEPT)))
      }),
    )
  }

  /** The copy shows what the first receipts, up to a number, stand for. */
  async shown(account: string, n: number): Promise<void> {
    await this.opened.use((db) =>
      db.transaction('rw', db.received, () =>
        ofAccount(db.received, account)
          .filter((row) => row.n <= n && row.sent !== undefined)
          .modify((row) => void delete row.sent),
      ),
    )
  }

  async mark(opIds: string[], marks: Pick<Waiting, 'refused' | 'exported'>): Promise<void> {
    await this.opened.use((db) => db.transaction('rw', db.waiting, () => db.waiting.where('op_id').anyOf(opIds).modify(marks)))
  }

  /**
   * Only what the server would not take, and somebody gives up; that he did is remembered until the server is told. Photos that it named
   * are kept for what takes its place.
   */
  async discard(account: string, opId: string): Promise<void> {
    await this.opened.use((db) =>
      db.transaction('rw', [db.waiting, db.photos, db.entries], async () => {
        const given = await db.waiting.where({ op_id: opId }).filter((row) => row.refused !== undefined).delete()
        if (given === 0) return
        await released(db, opId)
        await db.entries.put({ key: GIVEN_UP + opId, text: '', account })
      }),
    )
  }

  /** Forget receipts and drafts with their photos, of everybody; what waits stays. Says how much that is. */
  empty(): Promise<number> {
    return this.opened.use((db) =>
      db.transaction('rw', [db.waiting, db.received, db.entries, db.photos, db.pictures], async () => {
        const drafted = await db.photos.filter((photo) => photo.op_id === undefined).primaryKeys()
        await Promise.all([db.received.clear(), db.entries.clear(), db.photos.bulkDelete(drafted), db.pictures.bulkDelete(drafted)])
        return (await db.waiting.count()) + (await db.photos.count())
      }),
    )
  }

  async write(account: string, entries: Entry[], removed: string[]): Promise<void> {
    const laid = await this.safe.layEntries(account, entries)
    await this.opened.use((db) =>
      db.transaction('rw', db.entries, async () => {
        await db.entries.bulkPut(laid.map((entry) => ({ ...entry, account })))
        await db.entries.bulkDelete(removed)
      }),
    )
  }
}

export const makeShelf = (name: string) => new Shelf(new Opened(() => new OutboxDatabase(name)))
