/** One's week on the device: the server's figures as they were told last, and what was done here and is not in them yet. */
import type { CellStore } from '../db/cells'
import type { Week } from '../db/shapes'
import type { Operation } from '../outbox/operation'
import { plusDays, policyDay, type Day } from '../rules/days'

const NAME = 'week'
const DAYS = [0, 1, 2, 3, 4, 5, 6]

export async function followWeek(ask: () => Promise<Week>, store: CellStore): Promise<void> {
  await store.keep(NAME, await ask())
}

export const keptWeek = async (store: CellStore): Promise<Week | undefined> => (await store.answer<Week>(NAME))?.answer

export function mondayOf(day: Day): Day {
  const sinceSunday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return plusDays(day, -((sinceSunday + 6) % 7))
}

/** The week of a day: what is kept of it, or one in which nothing is known to have happened where another week is kept. */
export function weekOn(kept: Week, day: Day): Week {
  const monday = mondayOf(day)
  if (kept.monday === monday) return kept
  const nothing = { visits: 0, calls: 0, reached: 0, promises: 0, promises_kept: 0, tasks: 0, planned: 0, appointments: 0, appointments_kept: 0 }
  return { ...kept, monday, waiting: 0, days: DAYS.map((one) => ({ day: plusDays(monday, one), ...nothing })) }
}

export interface Added {
  visits: number
  calls: number
  promises: number
}

/** What was done here and the server has not counted, by day. What was taken back here counts nowhere. */
export function addedBy(operations: Operation[]): Map<Day, Added> {
  const undone = new Set(operations.filter((one) => one.kind === 'operation.undo').map((one) => one.payload['target']))
  const found = new Map<Day, Added>()
  for (const { op_id, kind, occurred_at, payload } of operations) {
    if (undone.has(op_id)) continue
    const day = policyDay(occurred_at)
    const before = found.get(day) ?? { visits: 0, calls: 0, promises: 0 }
    found.set(day, {
      visits: before.visits + Number(kind === 'visit.complete'),
      calls: before.calls + Number(kind === 'contact.log'),
      promises: before.promises + Number(kind === 'promise.record' || (kind === 'visit.complete' && Boolean(payload['promise']))),
    })
  }
  return found
}
