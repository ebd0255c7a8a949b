/**
 * A database of this browser, opened when it is first needed and opened anew when its connection is lost: a browser takes it away
 * from pages in the background, and another tab may have to.
 */
import { Dexie } from 'dexie'
import { StoreError, type StoreTrouble } from './trouble'

const LOST = new Set(['DatabaseClosedError', 'InvalidStateError', 'UnknownError', 'AbortError', 'TransactionInactiveError'])
const TROUBLES: Readonly<Record<string, StoreTrouble>> = { QuotaExceededError: 'full', VersionError: 'outdated' }

export class Opened<D extends Dexie> {
  private db: D | undefined
  private readonly make: () => D

  constructor(make: () => D) {
    this.make = make
  }

  /**
   * The answer of `work`, done once more on a new connection where this one was lost. It may have been done although its answer
   * was lost: let it be one transaction that can be repeated. Throws a `StoreError`.
   */
  async use<T>(work: (db: D) => Promise<T>): Promise<T> {
    try {
      return await work((this.db ??= this.make()))
    } catch (error) {
      if (!isLost(error)) throw storeError(error)
    }
    this.close()
    try {
      return await work((this.db ??= this.make()))
    } catch (error) {
      throw storeError(error)
    }
  }

  close(): void {
    this.db?.close()
    this.db = undefined
  }
}

/** Names of an error and of those that it came from: a full room shows itself as a transaction that was given up. */
function namesOf(error: unknown): string[] {
  const names: string[] = []
  let next = error
  while (typeof next === 'object' && next !== null && names.length < 8) {
    const { name, inner, cause } = next as { name?: unknown; inner?: unknown; cause?: unknown }
    names.push(String(name))
    next = inner ?? cause
  }
  return names
}

function isLost(error: unknown): boolean {
  const names = namesOf(error)
  return names.some((name) => LOST.has(name)) && !names.some((name) => name in TROUBLES)
}

function storeError(error: unknown): unknown {
  if (error instanceof StoreError || !(error instanceof Error)) return error
  const known = namesOf(error).flatMap((name) => TROUBLES[name] ?? [])
  const isOfStore = error instanceof Dexie.DexieError || error instanceof DOMException
  return isOfStore || known.length > 0 ? new StoreError(known[0] ?? 'unavailable', error) : error
}
