/** What the field's screens show, made of the documents that the device has: the same as the server makes of its rows. */
import type { CellCustomer, MyCell, Story, Today, TodayItem, WorkedCell } from '../api/field'
import type { OpenItem, SyncCell } from '../db/shapes'
import { daysFrom } from '../rules/days'
import type { JourneyRules } from '../rules/journey'
import { isOn, onDay } from '../rules/tasks'
import type { LaidDoc } from './rebase'
import { careOf } from './standing'

const MOST_ITEMS = 200

/** Who lives where: by door, the documents behind it. */
export function doorsOf(docs: LaidDoc[]): Map<string, LaidDoc[]> {
  const doors = new Map<string, LaidDoc[]>()
  for (const doc of docs) {
    for (const door of doc.doors) {
      const known = doors.get(door)
      if (known) known.push(doc)
      else doors.set(door, [doc])
    }
  }
  return doors
}

function sameDoor(doc: LaidDoc, doors: Map<string, LaidDoc[]>): LaidDoc[] {
  return [...new Set(doc.doors.flatMap((door) => doors.get(door) ?? []))]
}

const stillOpen = (doc: LaidDoc) => doc.open.filter((task) => !task.unsent)

export function itemOf(doc: LaidDoc, task: OpenItem, doors: Map<string, LaidDoc[]>, day: string): TodayItem {
  const { starts_on: _, ...shown } = onDay(task, doc.dues, day)
  const others = sameDoor(doc, doors).flatMap(stillOpen).filter((one) => one.task_id !== task.task_id)
  return {
    ...shown,
    customer_id: doc.customer_id,
    name_masked: doc.name_masked,
    mobile_masked: doc.mobile_masked,
    address_masked: doc.address_masked,
    community: doc.community,
    lon: doc.lon,
    lat: doc.lat,
    overdue_days: Math.max(0, daysFrom(task.due_on, day)),
    household: others.length,
  }
}

/** The day's work. What was done here and waits stays in the list, with its mark, but is no longer counted as open. */
export function todayOf(docs: LaidDoc[], doors: Map<string, LaidDoc[]>, cells: SyncCell[], doneToday: number, day: string): Today {
  const due = docs.flatMap((doc) => doc.open.filter((task) => isOn(task, day)).map((task) => ({ doc, task: onDay(task, doc.dues, day) })))
  const open = due.filter(({ task }) => !task.unsent)
  const items = due.toSorted((a, b) => inOrder(a.task, b.task)).slice(0, MOST_ITEMS)
  return {
    day,
    cells: cells.map(workedOf),
    counts: {
      open: open.length,
      overdue: open.filter(({ task }) => task.due_on < day).length,
      flagged: open.filter(({ task }) => task.kind === 'flagged_visit').length,
      done_today: doneToday,
    },
    items: items.map(({ doc, task }) => itemOf(doc, task, doors, day)),
  }
}

function inOrder(a: OpenItem, b: OpenItem): number {
  const flagged = Number(b.kind === 'flagged_visit') - Number(a.kind === 'flagged_visit')
  return flagged || b.priority - a.priority || a.due_on.localeCompare(b.due_on) || a.task_id.localeCompare(b.task_id)
}

function workedOf({ cell_id, number, name, city, role, until, customers, handover_id }: SyncCell): WorkedCell {
  return { cell_id, number, name, city, role, until, customers, handover_id }
}

export function cellOf(docs: LaidDoc[], cell: SyncCell): MyCell {
  return { cell: workedOf(cell), geometry: cell.geometry, customers: docs.flatMap(listed).toSorted((a, b) => a.customer_id - b.customer_id) }
}

/** Whoever has a place stands on the map and in its list. */
function listed(doc: LaidDoc): CellCustomer[] {
  if (doc.lon === null || doc.lat === null) return []
  const [worst] = doc.dues.toSorted((a, b) => b.risk - a.risk)
  return [
    {
      customer_id: doc.customer_id,
      name_masked: doc.name_masked,
      community: doc.community,
      lon: doc.lon,
      lat: doc.lat,
      customer_tier: doc.tier,
      care_state: doc.care?.state ?? null,
      due_state: worst?.state ?? null,
      risk_tier: worst?.tier ?? null,
      open_tasks: stillOpen(doc).length,
      last_contact_at: doc.contacts.reduce<string | null>((last, { at }) => (last === null || Date.parse(at) > Date.parse(last) ? at : last), null),
    },
  ]
}

export function storyOf(doc: LaidDoc, doors: Map<string, LaidDoc[]>, cell: SyncCell | undefined, day: string, rules?: JourneyRules): Story {
  const { name: _name, mobile: _mobile, landline: _landline, address: _address, pinyin: _pinyin, doors: _doors, open: _open, ...shown } = doc
  const neighbours = sameDoor(doc, doors).filter((one) => one.customer_id !== doc.customer_id)
  return {
    ...shown,
    care: careOf(doc, rules, day),
    cell: doc.cell && { ...doc.cell, specialist: cell?.specialist ?? null, stand_in: cell?.stand_in ?? null },
    dues: doc.dues.map((due) => ({ ...due, days: daysFrom(due.due_on, day) })),
    household: neighbours.map((one) => ({ customer_id: one.customer_id, name_masked: one.name_masked, open_tasks: stillOpen(one).length })),
  }
}
