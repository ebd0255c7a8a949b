/** A small server for the tests of the tablet's copy: cells with compacted feeds, as they are on the real one. */
import { ProblemError } from '../src/api/problem'
import type { Changes, CustomerDoc, MessageChanges, MyEvents, OpenItem, Snapshot, SyncCell, SyncCells, Week } from '../src/db/shapes'
import type { Operation } from '../src/outbox/operation'
import type { Server } from '../src/sync/pull'
import { weekOn } from '../src/sync/week'
import type { Done } from '../src/sync/rebase'

interface Fed {
  feed: string
  counter: number
  /** The number of his last change; a document that is not there is a tombstone. */
  rows: Map<number, { seq: number; doc: CustomerDoc | undefined }>
  is_worked: boolean
}

/** A week in which nothing happened. */
export function weekFrom(monday: string): Week {
  const targets = { contacts: 75, visits: null, calls: null, promises: null, tasks: null }
  return weekOn({ monday: '', as_of: `${monday}T00:00:00Z`, days: [], waiting: 0, targets, rules: 'v1' }, monday)
}

export class FieldServer implements Server {
  readonly fed = new Map<number, Fed>()
  private readonly page: number
  private feeds = 0

  constructor(cells: number[], page = 3) {
    this.page = page
    for (const cell of cells) this.fed.set(cell, this.fresh())
  }

  private fresh(): Fed {
    return { feed: `feed-${++this.feeds}`, counter: 0, rows: new Map(), is_worked: true }
  }

  /** Give a customer to a cell, in another state at each time. */
  put(cell: number, customer: number, note: string, more: Partial<CustomerDoc> = {}): void {
    for (const [other, fed] of this.fed) if (other !== cell && fed.rows.get(customer)?.doc) this.set(fed, customer, undefined)
    this.set(this.fed.get(cell)!, customer, { ...docOf(customer, note), ...more })
  }

  remove(customer: number): void {
    for (const fed of this.fed.values()) if (fed.rows.get(customer)?.doc) this.set(fed, customer, undefined)
  }

  work(cell: number, is_worked: boolean): void {
    this.fed.get(cell)!.is_worked = is_worked
  }

  /** The database was put back to another state: its feeds are others. */
  restore(cell: number): void {
    const fed = this.fed.get(cell)!
    const docs = [...fed.rows.values()].flatMap(({ doc }) => doc ?? [])
    this.fed.set(cell, { ...this.fresh(), is_worked: fed.is_worked })
    for (const doc of docs) this.set(this.fed.get(cell)!, doc.customer_id, doc)
  }

  private set(fed: Fed, customer: number, doc: CustomerDoc | undefined): void {
    fed.rows.set(customer, { seq: ++fed.counter, doc })
  }

  async events(): Promise<MyEvents> {
    return { items: [] }
  }

  async cells(): Promise<SyncCells> {
    const worked = [...this.fed].filter(([, fed]) => fed.is_worked)
    return { day: '2026-03-02', cells: worked.map(([cell, fed]) => aboutOf(cell, fed.feed, fed.counter)), next_sync_after_s: 60 }
  }

  async snapshot(cell: number): Promise<Snapshot> {
    const fed = this.worked(cell)
    return { protocol: 1, feed: fed.feed, cell_id: cell, cursor: fed.counter, customers: this.docs(cell) }
  }

  async messages(since: number): Promise<MessageChanges> {
    return { cursor: since, more: false, anew: false, items: [] }
  }

  async week(): Promise<Week> {
    return weekFrom('2026-03-02')
  }

  async changes(cell: number, feed: string, since: number): Promise<Changes> {
    const fed = this.worked(cell)
    if (feed !== fed.feed || since > fed.counter) throw refused(409, 'sync.cursor_unknown')
    const rows = [...fed.rows].filter(([, row]) => row.seq > since).toSorted(([, a], [, b]) => a.seq - b.seq)
    const page = rows.slice(0, this.page)
    return {
      feed,
      cursor: page.at(-1)?.[1].seq ?? fed.counter,
      more: rows.length > page.length,
      customers: page.flatMap(([, { doc }]) => doc ?? []),
      gone: page.flatMap(([customer, { doc }]) => (doc ? [] : customer)),
      next_sync_after_s: 60,
    }
  }

  private worked(cell: number): Fed {
    const fed = this.fed.get(cell)
    if (!fed?.is_worked) throw refused(404, 'cell.not_found')
    return fed
  }

  docs(cell: number): CustomerDoc[] {
    return [...this.fed.get(cell)!.rows.values()].flatMap(({ doc }) => doc ?? [])
  }
}

export const refused = (status: number, code: string) => new ProblemError({ code, detail: '', hint: '', params: {} }, status)

export const aboutOf = (cell: number, feed: string, cursor: number): SyncCell => ({
  cell_id: cell,
  number: cell,
  name: `格${cell}`,
  city: 'LX',
  role: 'responsible',
  until: null,
  customers: 0,
  handover_id: null,
  geometry: { type: 'Polygon', coordinates: [] },
  specialist: '林**',
  stand_in: null,
  feed,
  cursor,
})

export const docOf = (customer: number, note = ''): CustomerDoc => ({
  customer_id: customer,
  city: 'LX',
  numbers: [`C${customer}`],
  name_masked: '王**',
  sex: 'F',
  born_year: 1980,
  mobile_masked: '138****0001',
  address_masked: '***1 号',
  community: note,
  lon: 120,
  lat: 30,
  tier: null,
  kind: 'orphan',
  do_not_call: false,
  on_wechat: false,
  cell: null,
  care: null,
  dues: [],
  policies: [],
  contacts: [],
  tasks: [],
  promises: [],
  requests: [],
  services: [],
  consents: [],
  notes: [],
  appointments: [],
  steps: [],
  name: '王小明',
  mobile: '13800000001',
  landline: '',
  address: '一街 1 号',
  pinyin: ['wangxiaoming', 'wxm'],
  doors: [],
  open: [],
})

export const openTask = (task_id: string, kind: string, more: Partial<OpenItem> = {}): OpenItem => ({
  task_id,
  kind,
  stage: 'renewal',
  due_on: '2026-03-01',
  priority: 1,
  why: [],
  policy_id: null,
  policy_no: null,
  product_name: null,
  amount: null,
  grace_ends: null,
  tier: null,
  request: null,
  starts_on: null,
  ...more,
})

export const DONE_AT = '2026-03-02T08:00:00Z'

export const operation = (kind: string, payload: Record<string, unknown>, occurred_at = DONE_AT): Operation => ({
  op_id: `op ${kind}`,
  kind,
  protocol: 1,
  seq: 1,
  device_id: 'd',
  occurred_at,
  payload,
})

/** Operations that wait; the same as long as they are. */
const waiting = new WeakMap<Operation[], Done>()
export function unsentOnly(operations: Operation[]): Done {
  const known = waiting.get(operations) ?? { unsent: operations, sent: [] }
  waiting.set(operations, known)
  return known
}
