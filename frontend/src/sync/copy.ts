/** An account's copy in memory: whole cells, opened once; what changes is read page by page. */
import type { Found, Kept, Known } from '../api/copy'
import type { CellRow } from '../db/cache'
import type { CellStore } from '../db/cells'
import type { CustomerDoc, Message, MyEvents, SyncCell, Week } from '../db/shapes'
import { standing } from '../outbox/taken-back'
import { policyDay } from '../rules/days'
import type { JourneyRules } from '../rules/journey'
import { keptMessages, laidOver } from './messages'
import { rebased, type Done, type LaidDoc } from './rebase'
import { Index } from './search'
import { keptWeek, weekOn } from './week'
import { cellOf, doorsOf, itemOf, storyOf, todayOf } from './screens'

interface Page {
  stamp: string
  docs: CustomerDoc[]
}

/** Everybody who is here, with what was done on the device laid over it. */
interface Laid {
  over: Done
  all: Map<number, LaidDoc>
  /** Of the cells that he works, without those who have left and are here only for what is unsent. */
  byCell: Map<number, LaidDoc[]>
  inCells: LaidDoc[]
  doors: Map<string, LaidDoc[]>
  /** Made when somebody searches. */
  index?: Index<LaidDoc>
}

export class Copy implements Kept {
  private readonly store: CellStore
  private readonly done: () => Done
  private readonly clock: () => number
  private readonly rules: () => JourneyRules | undefined
  private rows: CellRow[] = []
  private pages = new Map<string, Page>()
  private kept: MyEvents | undefined
  private laid: Laid | undefined
  private told: Message[] | undefined
  private counted: Week | undefined
  since = ''

  /** `done`: the same as long as nothing changes. */
  constructor(store: CellStore, done: () => Done, clock: () => number = Date.now, rules: () => JourneyRules | undefined = () => undefined) {
    this.store = store
    this.done = done
    this.clock = clock
    this.rules = rules
  }

  /** Read what is stored and not yet here; false where it is locked or was never loaded. */
  async refresh(): Promise<boolean> {
    const { state, contactAt } = await this.store.lock()
    const rows = state === 'open' ? await this.store.cells() : []
    const pages = new Map<string, Page>()
    for (const row of rows) {
      for (const [page, stamp] of row.stamps.entries()) {
        const place = placeOf(row, page)
        const known = this.pages.get(place)
        pages.set(place, known?.stamp === stamp ? known : { stamp, docs: await this.store.page(row.cell_id, page) })
      }
    }
    const kept = (await this.store.answer<MyEvents>('my-events'))?.answer
    const [told, counted] = [await keptMessages(this.store), await keptWeek(this.store)]
    Object.assign(this, { rows, pages, kept, told, counted, laid: undefined, since: new Date(contactAt ?? 0).toISOString() })
    return rows.length > 0
  }

  docs(): LaidDoc[] {
    return [...this.whole().all.values()]
  }

  today() {
    const day = this.day()
    const { unsent, sent } = this.done()
    const done = standing([...sent, ...unsent]).filter(({ kind, occurred_at }) => kind === 'visit.complete' && policyDay(occurred_at) === day)
    const { inCells, doors } = this.whole()
    return todayOf(inCells, doors, this.cells(), done.length, day)
  }

  task(task: string) {
    const { all, doors } = this.whole()
    for (const doc of all.values()) {
      const item = doc.open.find((one) => one.task_id === task)
      if (item) return itemOf(doc, item, doors, this.day())
    }
    return undefined
  }

  cell(cell: number) {
    const about = this.cells().find((one) => one.cell_id === cell)
    return about && cellOf(this.whole().byCell.get(cell) ?? [], about)
  }

  customer(customer: number) {
    const { all, doors } = this.whole()
    const doc = all.get(customer)
    return doc && storyOf(doc, doors, this.cells().find((one) => one.cell_id === doc.cell?.cell_id), this.day(), this.rules())
  }

  /** What is done at a door lies over it on the page itself: the same as over the server's answer. */
  events() {
    const day = this.day()
    return this.kept && { items: this.kept.items.map((event) => ({ ...event, may_mark: event.state !== 'cancelled' && policyDay(event.starts_at) <= day })) }
  }

  reveal(customer: number) {
    const doc = this.whole().all.get(customer)
    return doc && { name: doc.name, mobile: doc.mobile, landline: doc.landline, address: doc.address }
  }

  mobileOf(customer: number) {
    const doc = this.whole().all.get(customer)
    return doc?.corrected?.mobile ?? doc?.mobile
  }

  messages() {
    const { unsent, sent } = this.done()
    return this.told && laidOver(this.told, [...sent, ...unsent])
  }

  week() {
    return this.counted && { week: weekOn(this.counted, this.day()), sent: this.done().sent }
  }

  everybody(): Known[] {
    return this.whole().inCells
  }

  search(typed: string): Found[] {
    const whole = this.whole()
    whole.index ??= new Index(whole.inCells)
    return whole.index.find(typed).map(({ doc, by, number }) => {
      const { customer_id, name_masked, mobile_masked, address_masked, community, open } = doc
      return { customer_id, name_masked, mobile_masked, address_masked, community, by, number, open_tasks: open.filter((task) => !task.unsent).length }
    })
  }

  private cells(): SyncCell[] {
    return this.rows.filter((row) => !row.is_revoked).map((row) => row.about)
  }

  private day(): string {
    return policyDay(this.clock())
  }

  private whole(): Laid {
    const over = this.done()
    if (this.laid?.over !== over) this.laid = this.lay(over)
    return this.laid
  }

  private lay(over: Done): Laid {
    const all = new Map<number, LaidDoc>()
    const byCell = new Map<number, LaidDoc[]>()
    // Whoever has left one of his cells for another is shown as he is in the new one.
    for (const row of this.rows.toSorted((a, b) => Number(b.is_revoked) - Number(a.is_revoked))) {
      const inCell: LaidDoc[] = []
      for (const doc of row.stamps.flatMap((_, page) => this.pages.get(placeOf(row, page))?.docs ?? [])) {
        const isOver = row.is_revoked || row.leaving.includes(doc.customer_id)
        if (isOver && all.has(doc.customer_id)) continue
        const laid = rebased(doc, over)
        all.set(doc.customer_id, laid)
        if (!isOver) inCell.push(laid)
      }
      byCell.set(row.cell_id, inCell)
    }
    const inCells = [...byCell.values()].flat()
    return { over, all, byCell, inCells, doors: doorsOf(inCells) }
  }
}

const placeOf = (row: CellRow, page: number) => `${row.cell_id}/${page}`
