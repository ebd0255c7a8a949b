/** The database of what can be loaded anew at any time. What was done on the device lies in another one. */
import { Dexie, type Table } from 'dexie'
import type { SyncCell } from './shapes'

export interface KeyRow {
  account: string
  /** Cannot be taken out of the browser; none once it was thrown away. */
  key: CryptoKey | undefined
  /** Which key: what was sealed with an earlier one is not written beside it. */
  key_id: string
  /** Milliseconds, by the device's clock. */
  contact_at: number
  /** When it was used last, by the same clock. */
  seen_at?: number
  /** How much of the time since the contact had passed by then; a clock that was put back takes none of it away. */
  passed_ms?: number
}

export interface CellRow {
  account: string
  cell_id: number
  feed: string
  cursor: number
  about: SyncCell
  /** Which write made each page: another text is another content. A customer's page is his id modulo their number. */
  stamps: string[]
  /** Customers that have left, while something of theirs is unsent. */
  leaving: number[]
  /** He does not work it any more; it stays while something of it is unsent. */
  is_revoked: boolean
}

/** What the server answered last to something small, sealed whole. */
export interface AnswerRow {
  account: string
  name: string
  /** Milliseconds, by the device's clock. */
  at: number
  iv: Uint8Array<ArrayBuffer>
  data: ArrayBuffer
}

export interface PageRow {
  account: string
  cell_id: number
  page: number
  iv: Uint8Array<ArrayBuffer>
  data: ArrayBuffer
}

/** Another shape of what is kept: what lies there is thrown away, and loaded anew. */
const SCHEMA = 5

export class Cache extends Dexie {
  declare keys: Table<KeyRow, string>
  declare cells: Table<CellRow, [string, number]>
  declare pages: Table<PageRow, [string, number, number]>
  declare answers: Table<AnswerRow, [string, string]>
  declare about: Table<{ name: string; value: number }, string>

  constructor(name = 'gridward.copy', schema = SCHEMA) {
    super(name)
    this.version(1).stores({ keys: 'account', cells: '[account+cell_id], account', pages: '[account+cell_id+page], [account+cell_id], account', about: 'name' })
    this.version(2).stores({ answers: '[account+name], account' })
    this.on('ready', () => this.ofSchema(schema))
  }

  private ofSchema(schema: number): Promise<void> {
    return this.transaction('rw', [this.keys, this.cells, this.pages, this.answers, this.about], async () => {
      const kept = await this.about.get('schema')
      if (kept?.value === schema) return
      await Promise.all([this.keys.clear(), this.cells.clear(), this.pages.clear(), this.answers.clear()])
      await this.about.put({ name: 'schema', value: schema })
    })
  }
}
