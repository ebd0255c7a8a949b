/** What earlier versions of the program kept as texts in the browser: it comes into the database, once. */
import type { Entry, Receipt, Waiting } from './operation'

const WAITING = 'gridward.outbox.'
const RECEIPTS = 'gridward.receipts.'
/** Drafts: of visits, and of contact details that were changed. */
const DRAFTS = ['gridward.visit.', 'gridward.service.']
const SEQ = 'gridward.seq'
/** The text of a search, which is kept no more. */
const SEARCH = 'gridward.search'

export interface Earlier {
  /** The last number that was given to an operation. */
  seq: number
  waiting: { account: string; row: Waiting }[]
  receipts: { account: string; receipt: Receipt }[]
  entries: { account: string; entry: Entry }[]
  /** Where it stands; what cannot be read stays there. */
  keys: string[]
}

export function earlierOf(store: Storage): Earlier {
  const found: Earlier = { seq: Number(store.getItem(SEQ) ?? 0), waiting: [], receipts: [], entries: [], keys: [] }
  for (const key of keysOf(store)) {
    const text = store.getItem(key) ?? ''
    if (takes(found, key, text)) found.keys.push(key)
  }
  return found
}

/** Called when all of it lies in the database. */
export function forgetEarlier(store: Storage, { keys }: Earlier): void {
  for (const key of keys) store.removeItem(key)
}

function takes(found: Earlier, key: string, text: string): boolean {
  const draft = DRAFTS.find((one) => key.startsWith(one))
  if (draft) {
    const [account] = key.slice(draft.length).split('.')
    return found.entries.push({ account: account!, entry: { key, text } }) > 0
  }
  const start = [WAITING, RECEIPTS].find((one) => key.startsWith(one))
  const rows = start && parsed(text)
  if (!start || !rows) return key === SEQ || key === SEARCH
  const account = key.slice(start.length)
  if (start === WAITING) found.waiting.push(...(rows as Waiting[]).map((row) => ({ account, row })))
  else found.receipts.push(...(rows as Receipt[]).map((receipt) => ({ account, receipt })))
  return true
}

const keysOf = (store: Storage) => Array.from({ length: store.length }, (_, index) => store.key(index)!)

function parsed(text: string): unknown[] | undefined {
  try {
    const rows: unknown = JSON.parse(text)
    return Array.isArray(rows) ? rows : undefined
  } catch {
    return undefined
  }
}
