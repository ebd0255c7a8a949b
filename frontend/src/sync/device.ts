/** An account's copy on this device, opened when it is first asked for. */
import { keptRules } from '../api/field-rules'
import { ProblemError } from '../api/problem'
import { Cache } from '../db/cache'
import { CellStore, type Lock } from '../db/cells'
import { Opened } from '../db/open'
import type { Received, Waiting } from '../outbox/operation'
import type { Outbox } from '../outbox/outbox'
import { Copy } from './copy'
import { isAbout, type Done } from './rebase'

const cache = new Opened(() => new Cache())

/** Without a secure address a browser seals nothing: then nothing is kept. */
export const canKeep = (): boolean => 'subtle' in crypto && 'locks' in navigator && 'indexedDB' in globalThis

export class Device {
  readonly copy: Copy
  private readonly store: CellStore
  private readonly outbox: Outbox
  private known: { rows: Waiting[]; received: Received[]; done: Done } = { rows: [], received: [], done: { unsent: [], sent: [] } }
  private opened: Promise<boolean> | undefined

  constructor(account: string, outbox: Outbox) {
    this.store = new CellStore(cache, account)
    this.outbox = outbox
    this.copy = new Copy(this.store, this.done, Date.now, () => keptRules()?.journey)
  }

  /** What was done here, but for what was refused: the same as long as nothing changes. */
  private readonly done = (): Done => {
    const [rows, received] = [this.outbox.rows(), this.outbox.received()]
    if (rows === this.known.rows && received === this.known.received) return this.known.done
    const unsent = rows.filter((row) => !row.refused).map((row) => row.operation)
    const sent = received.toReversed().flatMap((one) => one.sent ?? [])
    this.known = { rows, received, done: { unsent, sent } }
    return this.known.done
  }

  /** The copy, read once; nothing where there is none. Throws `copy.locked` where it was thrown away for want of contact. */
  async kept(): Promise<Copy | undefined> {
    this.opened ??= this.copy.refresh()
    if (await this.opened.catch(() => false)) return this.copy
    this.opened = undefined
    if ((await this.lock()) === 'locked') throw new ProblemError({ code: 'copy.locked', detail: 'The copy on this device is locked.', hint: '', params: {} }, 423)
    return undefined
  }

  /** The stored pages have changed, and show all up to a receipt: read them, if this tab has read them before. */
  async changed(receipt: number): Promise<void> {
    await this.outbox.shownUpTo(receipt)
    if (this.opened) await (this.opened = this.copy.refresh())
  }

  async lock(): Promise<Lock> {
    return (await this.store.lock()).state
  }

  forget(): Promise<void> {
    this.opened = undefined
    return this.store.forget()
  }

  /** Customers of whom something waits here, refused or not. Some operations name only what they are about. */
  unsent(): number[] {
    const operations = this.outbox.rows().map((row) => row.operation)
    const named = operations.flatMap(({ payload: { customer_id: id } }) => (typeof id === 'number' ? id : []))
    const others = operations.filter(({ payload }) => payload['customer_id'] === undefined)
    const found = others.length > 0 ? this.copy.docs().filter((doc) => others.some((one) => isAbout(doc, one))) : []
    return [...new Set([...named, ...found.map((doc) => doc.customer_id)])]
  }
}

const devices = new Map<string, Device>()

export function deviceOf(account: string, outbox: Outbox): Device {
  const known = devices.get(account) ?? new Device(account, outbox)
  devices.set(account, known)
  return known
}
