/** The database of this browser for what was done on it: one of its own, that is never thrown away. */
import { Dexie, type Table } from 'dexie'
import type { Operation, Received, Unnumbered, Waiting } from './operation'
import type { Photo, Picture } from './photo'
import type { Key, Laid, LaidEntry } from './safe'

export interface Row extends Omit<Waiting, 'operation'> {
  op_id: string
  account: string
  /** The order in which they came to this device. */
  n: number
  operation: Laid<Operation>
}

export interface ReceivedRow extends Omit<Received, 'sent'> {
  sent?: Laid<Operation>
}

export class OutboxDatabase extends Dexie {
  readonly waiting!: Table<Row, string>
  readonly received!: Table<ReceivedRow, string>
  readonly entries!: Table<LaidEntry & { account: string }, string>
  readonly counters!: Table<{ name: string; value: number }, string>
  readonly photos!: Table<Photo, string>
  readonly pictures!: Table<Picture, string>
  readonly keys!: Table<Key, string>

  constructor(name: string) {
    super(name, { chromeTransactionDurability: 'strict' })
    this.version(1).stores({ waiting: 'op_id, [account+n]', received: 'op_id, [account+n]', entries: 'key, account', counters: 'name' })
    this.version(2).stores({ photos: 'id, account', pictures: 'id', keys: 'account' })
    // Payloads and drafts are sealed: a program of before could not read them.
    this.version(3).stores({})
  }

  /** The next number on this device: of operations, or of receipts. */
  async next(name: 'seq' | 'received'): Promise<number> {
    const value = ((await this.counters.get(name))?.value ?? 0) + 1
    await this.counters.put({ name, value })
    return value
  }
}

export const ofAccount = <R>(table: Table<R, string>, account: string) => table.where('[account+n]').between([account, Dexie.minKey], [account, Dexie.maxKey])

/** An operation is kept that names photos: they follow it. */
export async function named(db: OutboxDatabase, account: string, { op_id, payload }: Unnumbered): Promise<void> {
  const digests = payload['attachments']
  if (!Array.isArray(digests) || digests.length === 0) return
  await db.photos
    .where({ account })
    .filter(({ sha256, isRemoved }) => !isRemoved && digests.includes(sha256))
    .modify({ op_id })
}

/** An operation is no more: photos that it named are as they were before. */
export const released = (db: OutboxDatabase, opId: string) =>
  db.photos.filter((photo) => photo.op_id === opId).modify((photo) => void delete photo.op_id)
