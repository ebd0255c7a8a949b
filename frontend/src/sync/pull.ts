/** Bring the device's copy to where the server is. Whatever answer is lost, the next pull goes on from what is kept. */
import { ProblemError } from '../api/problem'
import type { CellRow } from '../db/cache'
import type { CellStore } from '../db/cells'
import type { Changes, MessageChanges, MyEvents, Snapshot, SyncCell, SyncCells, Week } from '../db/shapes'
import { followMessages } from './messages'
import { followWeek } from './week'

export interface Server {
  cells(): Promise<SyncCells>
  snapshot(cell: number): Promise<Snapshot>
  changes(cell: number, feed: string, since: number): Promise<Changes>
  events(): Promise<MyEvents>
  messages(since: number): Promise<MessageChanges>
  week(): Promise<Week>
}

/** `unsent`: customers of whom something waits on the device. Answers after how many seconds to come again. */
export async function pull(server: Server, store: CellStore, unsent: ReadonlySet<number>): Promise<number> {
  const { cells, next_sync_after_s } = await server.cells()
  await store.contact()
  const kept = new Map((await store.cells()).map((row) => [row.cell_id, row]))
  for (const cell of cells) await follow(server, store, cell, kept.get(cell.cell_id), unsent)
  const worked = new Set(cells.map((cell) => cell.cell_id))
  for (const row of kept.values()) if (!worked.has(row.cell_id)) await store.revoke(row, unsent)
  if (await isOld(store)) await store.keep(EVENTS, await server.events())
  await followMessages((since) => server.messages(since), store)
  await followWeek(() => server.week(), store)
  return next_sync_after_s
}

const EVENTS = 'my-events'
const EVENTS_KEPT_MS = 10 * 60_000

/** Whether the events have to be asked for again: on the day of one each time, as guests come. */
async function isOld(store: CellStore): Promise<boolean> {
  const kept = await store.answer<MyEvents>(EVENTS)
  return !kept || store.ageOf(kept.at) > EVENTS_KEPT_MS || kept.answer.items.some((event) => event.may_mark)
}

async function follow(server: Server, store: CellStore, cell: SyncCell, row: CellRow | undefined, unsent: ReadonlySet<number>): Promise<void> {
  try {
    if (row?.feed === cell.feed && (await taken(server, store, cell, row, unsent))) return
    await store.replace(cell, await server.snapshot(cell.cell_id), unsent)
    const anew = (await store.cells()).find((one) => one.cell_id === cell.cell_id)
    if (anew) await taken(server, store, cell, anew, unsent)
  } catch (error) {
    // Taken from him since it was asked which ones he works: the next pull is told so.
    if (!isRefused(error, 'cell.not_found')) throw error
  }
}

/** Whether the changes since the row's cursor could be taken over; else the cell has to be loaded anew. */
async function taken(server: Server, store: CellStore, cell: SyncCell, row: CellRow, unsent: ReadonlySet<number>): Promise<boolean> {
  let at = row
  try {
    for (let more = at.cursor !== cell.cursor; more; ) {
      const changes = await server.changes(cell.cell_id, at.feed, at.cursor)
      await store.change(at, cell, changes, unsent)
      at = (await store.cells()).find((one) => one.cell_id === cell.cell_id) ?? at
      more = changes.more
    }
    await store.change(at, cell, { cursor: at.cursor, customers: [], gone: [] }, unsent)
    return true
  } catch (error) {
    if (isRefused(error, 'sync.cursor_unknown')) return false
    throw error
  }
}

function isRefused(error: unknown, code: string): boolean {
  return error instanceof ProblemError && error.problem.code === code
}
