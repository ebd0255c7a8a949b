/**
 * What was done on this device and the server has not confirmed yet. It lies in a database of the browser (`shelf`), by account: what
 * one person did is never sent in the name of another. An operation leaves only when its receipt is there. What the screens
 * show is held in memory, read anew after each change, also of another tab.
 */
import type { StoreTrouble } from '../db/trouble'
import { Entries, GIVEN_UP } from './entries'
import { newId } from './ids'
import type { Entry, Operation, Receipt, Received, Refusal, Unnumbered, Waiting } from './operation'
import type { Photo } from './photo'
import type { Shelf } from './shelf'

/** Sends operations and answers with their receipts, in any order. Throws when nothing was stored. */
export type Send = (operations: Operation[]) => Promise<Receipt[]>

interface Surroundings {
  account: string
  device: string
  /** Comes with a part of the program that is loaded when it is first needed. */
  shelf: () => Promise<Shelf>
  /** Tell the other tabs that something has changed. */
  tell: () => void
}

interface Held {
  rows: Waiting[]
  received: Received[]
  photos: Photo[]
  /** What kept something from being stored. */
  trouble?: StoreTrouble | undefined
}

const BATCH = 50
const BATCH_BYTES = 240 * 1024

export class Outbox {
  readonly account: string
  /** Drafts of this account. */
  readonly entries: Entries
  private readonly listeners = new Set<() => void>()
  private readonly around: Surroundings
  private held: Held = { rows: [], received: [], photos: [] }
  private reads = 0
  private shown = 0
  private typesInVain = false

  constructor(around: Surroundings) {
    this.around = around
    this.account = around.account
    this.entries = new Entries((entries, removed) => this.writeDrafts(entries, removed))
  }

  /** Oldest first; the same array as long as nothing changes, so that a screen can follow it. */
  rows = (): Waiting[] => this.held.rows

  /** What the server has taken lately, newest first. */
  received = (): Received[] => this.held.received

  /** Those that the server does not have, in the order in which they were taken. */
  photos = (): Photo[] => this.held.photos

  trouble = (): StoreTrouble | undefined => this.held.trouble

  /** Somebody has read what the trouble is. */
  understood = (): void => this.show({ ...this.held, trouble: undefined })

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Read what is stored: at the start, and when another tab has changed it. */
  load = async (): Promise<void> => {
    const read = ++this.reads
    const isOlder = this.entries.reading()
    try {
      const { waiting, received, entries, photos } = await (await this.around.shelf()).read(this.account)
      // An earlier answer that comes later is older.
      if (read < this.shown) return
      this.shown = read
      this.entries.load(entries, isOlder)
      this.show({ ...this.held, rows: waiting, received: received.toReversed(), photos })
    } catch (error) {
      this.show({ ...this.held, trouble: troubleOf(error) })
    }
  }

  /** Something was changed in the database: the screens follow, in all tabs. */
  changed = (): Promise<void> => {
    this.around.tell()
    return this.load()
  }

  /** Keep what is done, and what the page keeps beside it. Throws where it could not be stored: then it was not done. */
  async add(kind: string, payload: Record<string, unknown>, entry?: (operation: Unnumbered) => Entry, now = new Date()): Promise<Operation> {
    const made: Unnumbered = { op_id: newId(now.getTime()), kind, protocol: 1, device_id: this.around.device, occurred_at: now.toISOString(), payload }
    // What was typed before must not come to lie over what is kept beside it.
    if (entry) await this.entries.settled()
    return this.change((shelf) => shelf.add(this.account, made, entry))
  }

  /** Take in operations from a file; says how many were not here yet. */
  takeIn(operations: Operation[]): Promise<number> {
    return this.change((shelf) => shelf.takeIn(this.account, operations))
  }

  /** They are in a file now as well. */
  exported(opIds: string[]): Promise<void> {
    return this.change((shelf) => shelf.mark(opIds, { exported: true }))
  }

  /** Let one that was refused be sent once more. */
  again(opId: string): Promise<void> {
    return this.change((shelf) => shelf.mark([opId], { refused: undefined }))
  }

  /** Give up one that was refused. */
  discard(opId: string): Promise<void> {
    return this.change((shelf) => shelf.discard(this.account, opId))
  }

  /** What was given up, until the server was told. */
  givenUp = (): string[] => this.entries.keys(GIVEN_UP).map((key) => key.slice(GIVEN_UP.length))

  toldGivenUp(opIds: string[]): void {
    for (const opId of opIds) this.entries.removeItem(GIVEN_UP + opId)
  }

  /** The number of the last receipt here: what the server shows from now on has all up to it. */
  lastReceipt = (): number => this.held.received[0]?.n ?? 0

  /** The copy on this device was brought to where it shows all up to a receipt. */
  async shownUpTo(n: number): Promise<void> {
    if (this.held.received.some((one) => one.n <= n && one.sent)) await this.change((shelf) => shelf.shown(this.account, n))
  }

  receiptOf(opId: string): Receipt | undefined {
    return this.held.received.find((one) => one.op_id === opId)?.receipt
  }

  /** Send what waits, oldest first, until nothing is left or the server is out of reach; says what was taken. */
  async flush(send: Send, refusalOf: (error: unknown) => Refusal): Promise<Receipt[]> {
    const taken: Receipt[] = []
    for (;;) {
      const unsent = await this.stored((shelf) => shelf.unsent(this.account))
      if (unsent.length === 0) {
        // Another tab has sent it meanwhile.
        if (this.held.rows.some((row) => !row.refused)) await this.load()
        return taken
      }
      taken.push(...(await this.sendBatch(batchOf(unsent), send, refusalOf)))
    }
  }

  private async sendBatch(batch: Operation[], send: Send, refusalOf: (error: unknown) => Refusal): Promise<Receipt[]> {
    try {
      const asked = new Set(batch.map((one) => one.op_id))
      const receipts = (await send(batch)).filter((one) => asked.has(one.op_id))
      // A server that answers without receipts would be asked for ever.
      if (receipts.length === 0) throw new TypeError('no receipts')
      await this.change((shelf) => shelf.settle(this.account, receipts))
      return receipts
    } catch (error) {
      const { problem, isFinal } = refusalOf(error)
      if (!isFinal) throw error
      if (batch.length === 1) {
        await this.change((shelf) => shelf.mark([batch[0]!.op_id], { refused: problem }))
        return []
      }
      // One that the server cannot read must not hold back the others.
      const receipts: Receipt[] = []
      for (const one of batch) receipts.push(...(await this.sendBatch([one], send, refusalOf)))
      return receipts
    }
  }

  /** Whoever types is told once that it cannot be stored, not at each letter. */
  private async writeDrafts(entries: Entry[], removed: string[]): Promise<void> {
    try {
      await (await this.around.shelf()).write(this.account, entries, removed)
      this.typesInVain = false
      this.around.tell()
    } catch (error) {
      if (!this.typesInVain) this.show({ ...this.held, trouble: troubleOf(error) })
      this.typesInVain = true
      throw error
    }
  }

  private async change<T>(work: (shelf: Shelf) => Promise<T>): Promise<T> {
    const answer = await this.stored(work)
    await this.changed()
    return answer
  }

  private async stored<T>(work: (shelf: Shelf) => Promise<T>): Promise<T> {
    try {
      return await work(await this.around.shelf())
    } catch (error) {
      this.show({ ...this.held, trouble: troubleOf(error) })
      throw error
    }
  }

  private show(held: Held): void {
    this.held = held
    for (const listener of this.listeners) listener()
  }
}

/** The program's own part that stores may be out of reach as well: then nothing can be stored either. */
const troubleOf = (error: unknown): StoreTrouble => (error as { trouble?: StoreTrouble }).trouble ?? 'unavailable'

/** As many of them as go in one request. */
function batchOf(unsent: Operation[]): Operation[] {
  let bytes = 0
  const tooMany = unsent.findIndex((one, index) => {
    bytes += new TextEncoder().encode(JSON.stringify(one)).length
    return index === BATCH || (index > 0 && bytes > BATCH_BYTES)
  })
  return tooMany < 0 ? unsent : unsent.slice(0, tooMany)
}
