/** One account's cells on this device: in sealed pages, which are written together with the cursor that they are of. */
import type { Cache, CellRow, KeyRow, PageRow } from './cache'
import type { Opened } from './open'
import { newKey, seal, unseal } from './sealing'
import type { Changes, CustomerDoc, Snapshot, SyncCell } from './shapes'

const PER_PAGE = 50
const LOCKED_AFTER_MS = 72 * 60 * 60_000
const WORTH_WRITING_MS = 60_000

export type Lock = 'open' | 'locked' | 'never'
type Docs = Map<number, CustomerDoc>

export class CellStore {
  private readonly cache: Opened<Cache>
  readonly account: string
  private readonly clock: () => number

  constructor(cache: Opened<Cache>, account: string, clock: () => number = Date.now) {
    this.cache = cache
    this.account = account
    this.clock = clock
  }

  /** The server was reached in this account's name: what is here may be read from now on for three days. */
  async contact(): Promise<void> {
    const kept = await this.key()
    const now = this.clock()
    const fresh = { contact_at: now, seen_at: now, passed_ms: 0 }
    if (kept) return void (await this.cache.use((db) => db.keys.update(this.account, fresh)))
    const row = { account: this.account, key: await newKey(), key_id: crypto.randomUUID(), ...fresh }
    await this.inOne(async (db) => {
      await this.empty(db)
      await db.keys.put(row)
    })
  }

  /** Whether it can be read, and when the server was reached last (milliseconds). */
  async lock(): Promise<{ state: Lock; contactAt: number | undefined }> {
    const key = await this.key()
    const row = await this.keyRow()
    return { state: key ? 'open' : row ? 'locked' : 'never', contactAt: row?.contact_at }
  }

  /** Throw the key away with all that it opens, as when somebody signs out. */
  forget(): Promise<void> {
    return this.inOne(async (db) => {
      await this.empty(db)
      await db.keys.delete(this.account)
    })
  }

  cells(): Promise<CellRow[]> {
    return this.cache.use((db) => db.cells.where('account').equals(this.account).toArray())
  }

  /** What stands on one page; nothing where it cannot be read. */
  async page(cell: number, page: number): Promise<CustomerDoc[]> {
    const key = await this.key()
    const row = key && (await this.cache.use((db) => db.pages.get([this.account, cell, page])))
    return row ? unseal<CustomerDoc[]>(key.key, row, this.place(cell, page)) : []
  }

  /** What the cell has of these customers. */
  async some(row: CellRow, customers: Iterable<number>): Promise<CustomerDoc[]> {
    const found: CustomerDoc[] = []
    for (const [page, ids] of Map.groupBy(customers, (id) => id % row.stamps.length)) {
      found.push(...(await this.page(row.cell_id, page)).filter((doc) => ids.includes(doc.customer_id)))
    }
    return found
  }

  /** Put a whole cell in place of what was kept of it. Of customers with something unsent, nothing is lost. */
  async replace(about: SyncCell, { feed, cursor, customers }: Snapshot, unsent: ReadonlySet<number>): Promise<void> {
    const before = await this.cache.use((db) => db.cells.get([this.account, about.cell_id]))
    const docs: Docs = new Map(customers.map((doc) => [doc.customer_id, doc]))
    const left = before ? (await this.some(before, unsent)).filter((doc) => !docs.has(doc.customer_id)) : []
    const many = Math.max(1, Math.ceil(customers.length / PER_PAGE))
    const pages = Map.groupBy([...docs.values(), ...left], (doc) => doc.customer_id % many)
    const leaving = left.map((doc) => doc.customer_id)
    const row = { account: this.account, cell_id: about.cell_id, feed, cursor, about, stamps: Array<string>(many).fill(''), leaving, is_revoked: false }
    await this.write(row, pages, true)
  }

  /** Take over what has changed. Who has left stays while something of his is unsent. */
  async change(row: CellRow, about: SyncCell, changes: Pick<Changes, 'cursor' | 'customers' | 'gone'>, unsent: ReadonlySet<number>): Promise<void> {
    const come = new Map(changes.customers.map((doc) => [doc.customer_id, doc]))
    const left = [...row.leaving, ...changes.gone].filter((id) => !come.has(id))
    const leaving = new Set(left.filter((id) => unsent.has(id)))
    const goes = new Set(left.filter((id) => !unsent.has(id)))
    const pages = new Map<number, CustomerDoc[]>()
    for (const page of new Set([...come.keys(), ...goes].map((id) => id % row.stamps.length))) {
      const kept = (await this.page(row.cell_id, page)).filter((doc) => !come.has(doc.customer_id) && !goes.has(doc.customer_id))
      pages.set(page, [...kept, ...[...come.values()].filter((doc) => doc.customer_id % row.stamps.length === page)])
    }
    await this.write({ ...row, cursor: changes.cursor, about, leaving: [...leaving], is_revoked: false }, pages, false)
  }

  /** He does not work it any more: it goes, once nothing of it is unsent. */
  async revoke(row: CellRow, unsent: ReadonlySet<number>): Promise<void> {
    if ((await this.some(row, unsent)).length > 0) return void (await this.cache.use((db) => db.cells.put({ ...row, is_revoked: true })))
    await this.inOne(async (db) => {
      await db.pages.where('[account+cell_id]').equals([this.account, row.cell_id]).delete()
      await db.cells.delete([this.account, row.cell_id])
    })
  }

  /** Keep what the server answered to something, in place of what it answered before. */
  async keep(name: string, answer: unknown): Promise<void> {
    const key = await this.key()
    if (!key) return
    const row = { account: this.account, name, at: this.clock(), ...(await seal(key.key, answer, this.nameOf(name))) }
    await this.inOne(async (db) => {
      if ((await db.keys.get(this.account))?.key_id === key.key_id) await db.answers.put(row)
    })
  }

  /** The same again; nothing where it was never kept or cannot be read. */
  async answer<T>(name: string): Promise<{ answer: T; at: number } | undefined> {
    const key = await this.key()
    const row = key && (await this.cache.use((db) => db.answers.get([this.account, name])))
    return row && { answer: await unseal<T>(key.key, row, this.nameOf(name)), at: row.at }
  }

  /** How long ago something was, by whichever way the clock went. */
  ageOf(at: number): number {
    return Math.abs(this.clock() - at)
  }

  private async write(row: CellRow, pages: Map<number, CustomerDoc[]>, isAnew: boolean): Promise<void> {
    const key = await this.key()
    if (!key) return
    const stamp = crypto.randomUUID()
    const stamps = row.stamps.map((before, page) => (isAnew || pages.has(page) ? stamp : before))
    // Sealed first: a transaction of the database does not wait for anything else.
    const rows: PageRow[] = []
    for (const [page, docs] of pages) {
      const { account, cell_id } = row
      rows.push({ account, cell_id, page, ...(await seal(key.key, docs, this.place(cell_id, page))) })
    }
    await this.inOne(async (db) => {
      if ((await db.keys.get(this.account))?.key_id !== key.key_id) return
      if (isAnew) await db.pages.where('[account+cell_id]').equals([row.account, row.cell_id]).delete()
      await db.pages.bulkPut(rows)
      await db.cells.put({ ...row, stamps })
    })
  }

  /** The key; it and all that it opens are thrown away after three days without the server, by whichever way the clock went. */
  private async key(): Promise<(KeyRow & { key: CryptoKey }) | undefined> {
    const row = await this.keyRow()
    if (!row?.key) return undefined
    const now = this.clock()
    const seen = row.seen_at ?? row.contact_at
    const passed = (row.passed_ms ?? 0) + Math.max(0, now - seen)
    if (passed <= LOCKED_AFTER_MS && seen - now <= LOCKED_AFTER_MS) {
      if (Math.abs(now - seen) >= WORTH_WRITING_MS) await this.cache.use((db) => db.keys.update(this.account, { seen_at: now, passed_ms: passed }))
      return { ...row, key: row.key }
    }
    await this.inOne(async (db) => {
      await this.empty(db)
      await db.keys.put({ ...row, key: undefined })
    })
    return undefined
  }

  private keyRow(): Promise<KeyRow | undefined> {
    return this.cache.use((db) => db.keys.get(this.account))
  }

  private async empty(db: Cache): Promise<void> {
    await db.pages.where('account').equals(this.account).delete()
    await db.cells.where('account').equals(this.account).delete()
    await db.answers.where('account').equals(this.account).delete()
  }

  private inOne(work: (db: Cache) => Promise<void>): Promise<void> {
    return this.cache.use((db) => db.transaction('rw', [db.keys, db.cells, db.pages, db.answers], () => work(db)))
  }

  private nameOf(name: string): string {
    return `${this.account}/answers/${name}`
  }

  private place(cell: number, page: number): string {
    return `${this.account}/${cell}/${page}`
  }
}
