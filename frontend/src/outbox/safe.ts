/**
 * What somebody wrote, as it lies in this browser: sealed, so that it cannot be read by whoever finds the tablet. A browser without a
 * secure address seals nothing: there it lies as it is.
 */
import type { Opened } from '../db/open'
import { newKey, seal, unseal, type Sealed } from '../db/sealing'
import type { OutboxDatabase } from './database'
import type { Entry, Operation, Unnumbered } from './operation'

/** Seals what an account leaves here; cannot be taken out of the browser. */
export interface Key {
  account: string
  key: CryptoKey
}

export type Laid<O extends Unnumbered> = O | (Omit<O, 'payload'> & { sealed: Sealed })
export type LaidEntry = Entry | { key: string; sealed: Sealed }

export const canSeal = (): boolean => 'subtle' in crypto

/** Made when it is first needed; of two tabs that make one, the first counts. */
export async function keyOf(opened: Opened<OutboxDatabase>, account: string): Promise<CryptoKey> {
  const kept = await opened.use((db) => db.keys.get(account))
  if (kept) return kept.key
  const key = await newKey()
  return opened.use((db) =>
    db.transaction('rw', db.keys, async () => {
      const meanwhile = await db.keys.get(account)
      if (!meanwhile) await db.keys.add({ account, key })
      return meanwhile?.key ?? key
    }),
  )
}

/** Not to be used inside a transaction, which does not wait for a cipher. */
export class Safe {
  private readonly opened: Opened<OutboxDatabase>
  /** By operation: what is in one never changes. */
  private known = new Map<string, Operation>()

  constructor(opened: Opened<OutboxDatabase>) {
    this.opened = opened
  }

  async lay<O extends Unnumbered>(account: string, operations: O[]): Promise<Laid<O>[]> {
    if (!canSeal() || operations.length === 0) return operations
    const key = await keyOf(this.opened, account)
    return Promise.all(operations.map(async ({ payload, ...rest }) => ({ ...rest, sealed: await seal(key, payload, placeOf(account, rest.op_id)) })))
  }

  async take(account: string, laid: Laid<Operation>[]): Promise<Operation[]> {
    const { known } = this
    const sealed = laid.some((one) => 'sealed' in one && !known.has(one.op_id))
    const key = sealed && (await keyOf(this.opened, account))
    const taken = await Promise.all(
      laid.map(async (one) => {
        if (!('sealed' in one)) return one
        const { sealed: content, ...rest } = one
        return known.get(one.op_id) ?? { ...rest, payload: await unseal<Operation['payload']>(key as CryptoKey, content, placeOf(account, one.op_id)) }
      }),
    )
    this.known = new Map(taken.map((one) => [one.op_id, one]))
    return taken
  }

  async layEntries(account: string, entries: Entry[]): Promise<LaidEntry[]> {
    if (!canSeal() || entries.length === 0) return entries
    const key = await keyOf(this.opened, account)
    return Promise.all(
      entries.map(async (entry) => (entry.text === '' ? entry : { key: entry.key, sealed: await seal(key, entry.text, placeOf(account, entry.key)) })),
    )
  }

  async takeEntries(account: string, laid: LaidEntry[]): Promise<Entry[]> {
    const key = laid.some((one) => 'sealed' in one) && (await keyOf(this.opened, account))
    return Promise.all(
      laid.map(async (one) => ('sealed' in one ? { key: one.key, text: await unseal<string>(key as CryptoKey, one.sealed, placeOf(account, one.key)) } : one)),
    )
  }
}

const placeOf = (account: string, name: string): string => `${account}/${name}`
