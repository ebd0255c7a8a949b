/**
 * What was done on this device and the server has not confirmed yet. It is kept in the browser, by account: what one
 * person did is never sent in the name of another. An operation leaves only when its receipt is here.
 */
import type { Schemas } from '../api/client'
import { deviceId, newId } from './ids'

export type Operation = Schemas['OperationIn']
export type Receipt = Schemas['ReceiptOut']
type Store = Pick<Storage, 'getItem' | 'setItem'>

export interface Waiting {
  operation: Operation
  /** The server refused to take it as it is: it is kept, but not sent again by itself. */
  refused?: { code: string; detail: string; hint: string; params: Record<string, unknown> }
}

/** Sends operations and answers with their receipts, in any order. Throws when nothing was stored. */
export type Send = (operations: Operation[]) => Promise<Receipt[]>

export interface Refusal {
  problem: NonNullable<Waiting['refused']>
  /** The server will say the same again, whatever the network does. */
  isFinal: boolean
}

const BATCH = 50
const RECEIPTS_KEPT = 50

export class Outbox {
  private readonly listeners = new Set<() => void>()
  private readonly store: Store
  private readonly account: string
  private snapshot: { text: string | null; rows: Waiting[] } = { text: null, rows: [] }

  constructor(store: Store, account: string) {
    this.store = store
    this.account = account
  }

  /** The same array as long as nothing changes, so that a screen can follow it. */
  rows = (): Waiting[] => {
    const text = this.store.getItem(this.key('outbox'))
    if (text !== this.snapshot.text) this.snapshot = { text, rows: parsed<Waiting[]>(text, []) }
    return this.snapshot.rows
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Tell who listens: also when another tab has changed what is stored. */
  changed = (): void => {
    for (const listener of this.listeners) listener()
  }

  add(kind: string, payload: Record<string, unknown>, now = new Date()): Operation {
    const operation: Operation = {
      op_id: newId(now.getTime()),
      kind,
      protocol: 1,
      seq: this.nextSeq(),
      device_id: deviceId(this.store),
      occurred_at: now.toISOString(),
      payload,
    }
    this.write([...this.rows(), { operation }])
    return operation
  }

  /** Let one that was refused be sent once more. */
  again(opId: string): void {
    this.write(this.rows().map((row) => (row.operation.op_id === opId ? { operation: row.operation } : row)))
  }

  /** Give up one that was refused. */
  discard(opId: string): void {
    this.write(this.rows().filter((row) => row.operation.op_id !== opId))
  }

  receiptOf(opId: string): Receipt | undefined {
    return parsed<Receipt[]>(this.store.getItem(this.key('receipts')), []).find((one) => one.op_id === opId)
  }

  /** Send what waits, oldest first, until nothing is left or the server is out of reach; says what was taken. */
  async flush(send: Send, refusalOf: (error: unknown) => Refusal): Promise<Receipt[]> {
    const taken: Receipt[] = []
    for (;;) {
      const batch = this.rows().filter((row) => !row.refused).slice(0, BATCH)
      if (batch.length === 0) return taken
      taken.push(...(await this.sendBatch(batch.map((row) => row.operation), send, refusalOf)))
    }
  }

  private async sendBatch(batch: Operation[], send: Send, refusalOf: (error: unknown) => Refusal): Promise<Receipt[]> {
    try {
      const receipts = await send(batch)
      this.settle(receipts)
      // A server that answers without receipts would be asked for ever.
      if (receipts.length === 0) throw new TypeError('no receipts')
      return receipts
    } catch (error) {
      const { problem, isFinal } = refusalOf(error)
      if (!isFinal) throw error
      if (batch.length === 1) {
        this.refuse(batch[0]!.op_id, problem)
        return []
      }
      // One that the server cannot read must not hold back the others.
      const receipts: Receipt[] = []
      for (const one of batch) receipts.push(...(await this.sendBatch([one], send, refusalOf)))
      return receipts
    }
  }

  private settle(receipts: Receipt[]): void {
    const known = new Set(receipts.map((one) => one.op_id))
    const kept = parsed<Receipt[]>(this.store.getItem(this.key('receipts')), []).filter((one) => !known.has(one.op_id))
    // First the receipt, then the operation goes: a tab that is closed in between sends it once more, which is harmless.
    this.store.setItem(this.key('receipts'), JSON.stringify([...kept, ...receipts].slice(-RECEIPTS_KEPT)))
    this.write(this.rows().filter((row) => !known.has(row.operation.op_id)))
  }

  private refuse(opId: string, problem: NonNullable<Waiting['refused']>): void {
    this.write(this.rows().map((row) => (row.operation.op_id === opId ? { ...row, refused: problem } : row)))
  }

  private nextSeq(): number {
    const next = Number(this.store.getItem('gridward.seq') ?? 0) + 1
    this.store.setItem('gridward.seq', String(next))
    return next
  }

  private write(rows: Waiting[]): void {
    this.store.setItem(this.key('outbox'), JSON.stringify(rows))
    this.changed()
  }

  private key(name: string): string {
    return `gridward.${name}.${this.account}`
  }
}

function parsed<T>(text: string | null, otherwise: T): T {
  try {
    return text ? (JSON.parse(text) as T) : otherwise
  } catch {
    return otherwise
  }
}
