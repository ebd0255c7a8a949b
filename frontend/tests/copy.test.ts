import 'fake-indexeddb/auto'
import * as fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { Cache } from '../src/db/cache'
import { CellStore } from '../src/db/cells'
import { Opened } from '../src/db/open'
import type { CustomerDoc } from '../src/db/shapes'
import { pull, type Server } from '../src/sync/pull'
import { FieldServer, refused } from './field-server'

const NOTHING: ReadonlySet<number> = new Set()
const HOUR_MS = 3_600_000
const opened: Opened<Cache>[] = []
let databases = 0

function database(name = `copy-${++databases}`, schema?: number): Opened<Cache> {
  const made = new Opened(() => new Cache(name, schema))
  opened.push(made)
  return made
}

afterEach(() => opened.splice(0).forEach((one) => one.close()))

async function kept(store: CellStore): Promise<Map<number, CustomerDoc[]>> {
  const found = new Map<number, CustomerDoc[]>()
  for (const row of await store.cells()) {
    const pages = await Promise.all(row.stamps.map((_, page) => store.page(row.cell_id, page)))
    found.set(row.cell_id, pages.flat().toSorted((a, b) => a.customer_id - b.customer_id))
  }
  return found
}

function worked(server: FieldServer): Map<number, CustomerDoc[]> {
  const cells = [...server.fed].filter(([, fed]) => fed.is_worked)
  return new Map(cells.map(([cell]) => [cell, server.docs(cell).toSorted((a, b) => a.customer_id - b.customer_id)]))
}

test('a cell is loaded whole, then only what changes', async () => {
  const server = new FieldServer([1])
  for (let id = 1; id <= 120; id++) server.put(1, id, 'a')
  const store = new CellStore(database(), 'anna')
  expect(await pull(server, store, NOTHING)).toBe(60)
  const [before] = await store.cells()
  expect(before!.stamps).toHaveLength(3)
  server.put(1, 5, 'b')
  server.remove(8)
  await pull({ ...asServer(server), snapshot: never }, store, NOTHING)
  expect(await kept(store)).toEqual(worked(server))
  const [after] = await store.cells()
  expect(after!.stamps.map((stamp, page) => stamp === before!.stamps[page])).toEqual([true, true, false])
})

test('what is stored says nothing in the clear', async () => {
  const server = new FieldServer([1])
  server.put(1, 1, 'a')
  const cache = database()
  await pull(server, new CellStore(cache, 'anna'), NOTHING)
  const pages = await cache.use((db) => db.pages.toArray())
  expect(pages).toHaveLength(1)
  expect(new TextDecoder().decode(pages[0]!.data)).not.toContain('13800000001')
  const key = (await cache.use((db) => db.keys.toArray()))[0]!.key!
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow(/extractable/)
})

test('a page that was put in the place of another is not opened', async () => {
  const server = new FieldServer([1, 2])
  server.put(1, 1, 'a')
  server.put(2, 2, 'b')
  const cache = database()
  const store = new CellStore(cache, 'anna')
  await pull(server, store, NOTHING)
  await cache.use(async (db) => db.pages.put({ ...(await db.pages.get(['anna', 1, 0]))!, cell_id: 2 }))
  await expect(store.page(2, 0)).rejects.toThrow()
})

test('after three days without the server it is locked, and empty; with the server it is loaded anew', async () => {
  let now = Date.UTC(2026, 2, 2)
  const server = new FieldServer([1])
  server.put(1, 1, 'a')
  const cache = database()
  const store = new CellStore(cache, 'anna', () => now)
  expect(await store.lock()).toEqual({ state: 'never', contactAt: undefined })
  await pull(server, store, NOTHING)
  const contactAt = now
  now += 72 * HOUR_MS
  expect(await store.lock()).toEqual({ state: 'open', contactAt })
  now += 1
  expect(await store.lock()).toEqual({ state: 'locked', contactAt })
  expect(await cache.use((db) => db.pages.count())).toBe(0)
  await pull(server, store, NOTHING)
  expect(await kept(store)).toEqual(worked(server))
  // A clock that was put back by more than that is no longer than that.
  now = 0
  expect((await store.lock()).state).toBe('locked')
})

test('a clock that is put back again and again gives no longer than three days', async () => {
  let now = Date.UTC(2026, 2, 2)
  const server = new FieldServer([1])
  const store = new CellStore(database(), 'anna', () => now)
  await pull(server, store, NOTHING)
  for (let day = 0; day < 3; day++) {
    for (let hour = 0; hour < 24; hour++) {
      now += HOUR_MS
      expect((await store.lock()).state).toBe('open')
    }
    now -= 24 * HOUR_MS
    expect((await store.lock()).state).toBe('open')
  }
  now += HOUR_MS
  expect((await store.lock()).state).toBe('locked')
})

test('another shape of the program loads anew', async () => {
  const server = new FieldServer([1])
  server.put(1, 1, 'a')
  await pull(server, new CellStore(database('shape', 1), 'anna'), NOTHING)
  const newer = new CellStore(database('shape', 2), 'anna')
  expect(await newer.cells()).toEqual([])
  await pull(server, newer, NOTHING)
  expect(await kept(newer)).toEqual(worked(server))
})

test('one account neither sees nor loses what another one has', async () => {
  const server = new FieldServer([1])
  server.put(1, 1, 'a')
  const cache = database()
  const [anna, bert] = [new CellStore(cache, 'anna'), new CellStore(cache, 'bert')]
  await pull(server, anna, NOTHING)
  expect(await bert.cells()).toEqual([])
  await pull(server, bert, NOTHING)
  await bert.forget()
  expect((await kept(anna)).get(1)).toHaveLength(1)
  expect((await bert.lock()).state).toBe('never')
})

test('who signs out in the middle of a pull leaves nothing behind', async () => {
  const server = new FieldServer([1])
  server.put(1, 1, 'a')
  const cache = database()
  const store = new CellStore(cache, 'anna')
  const leaves = async (cell: number) => {
    await store.forget()
    return server.snapshot(cell)
  }
  await pull({ ...asServer(server), snapshot: leaves }, store, NOTHING)
  expect(await cache.use((db) => db.pages.count())).toBe(0)
})

test('who left while something of his is unsent stays until it is sent', async () => {
  const server = new FieldServer([1, 2])
  for (const id of [1, 2, 3]) server.put(1, id, 'a')
  server.put(2, 9, 'a')
  const store = new CellStore(database(), 'anna')
  await pull(server, store, NOTHING)
  server.remove(1)
  server.remove(2)
  server.work(2, false)
  const unsent = new Set([1, 9])
  await pull(server, store, unsent)
  const idsOf = (docs: CustomerDoc[] | undefined) => docs?.map((doc) => doc.customer_id)
  expect(idsOf((await kept(store)).get(1))).toEqual([1, 3])
  expect((await store.cells()).map((row) => row.is_revoked)).toEqual([false, true])
  server.restore(1)
  await pull(server, store, unsent)
  expect(idsOf((await kept(store)).get(1))).toEqual([1, 3])
  await pull(server, store, NOTHING)
  expect(await kept(store)).toEqual(worked(server))
})

type Step =
  | { do: 'put'; cell: number; customer: number }
  | { do: 'remove'; customer: number }
  | { do: 'work'; cell: number; is: boolean }
  | { do: 'restore'; cell: number }
  | { do: 'pull'; lost: number; crash: number }

const cell = fc.integer({ min: 1, max: 3 })
const customer = fc.integer({ min: 1, max: 12 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('put' as const), cell, customer }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), customer }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('work' as const), cell, is: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restore' as const), cell }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pull' as const), lost: fc.integer({ min: 0, max: 12 }), crash: fc.integer({ min: 0, max: 8 }) }) },
)

test('whatever changes, is lost or breaks off, it ends equal to the server', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const server = new FieldServer([1, 2, 3], 2)
      const name = `any-${++databases}`
      let cache = database(name)
      for (const [index, one] of steps.entries()) {
        if (one.do === 'put') server.put(one.cell, one.customer, `note ${index}`)
        else if (one.do === 'remove') server.remove(one.customer)
        else if (one.do === 'work') server.work(one.cell, one.is)
        else if (one.do === 'restore') server.restore(one.cell)
        else {
          const store = breaking(new CellStore(cache, 'anna'), one.crash)
          await pull(losing(server, one.lost), store, NOTHING).catch(() => undefined)
          // The browser was killed: nothing of the program is left but what it has stored.
          cache.close()
          cache = database(name)
        }
      }
      const store = new CellStore(cache, 'anna')
      await pull(server, store, NOTHING)
      expect(await kept(store)).toEqual(worked(server))
    }),
    { numRuns: 60 },
  )
}, 30_000)

const never = (): never => {
  throw new Error('not asked for')
}

function asServer(server: FieldServer): Server {
  return { cells: () => server.cells(), snapshot: (one) => server.snapshot(one), changes: (one, feed, since) => server.changes(one, feed, since), events: () => server.events(), messages: (since) => server.messages(since), week: () => server.week() }
}

/** Its answers are lost from the one with this number on; in between things go on at the server. */
function losing(server: FieldServer, from: number): Server {
  let asked = 0
  const may = async <T>(answer: Promise<T>): Promise<T> => {
    const found = await answer
    if (from > 0 && ++asked >= from) throw asked % 2 ? new TypeError('Failed to fetch') : refused(503, 'server.busy')
    return found
  }
  const whole = asServer(server)
  return { ...whole, cells: () => may(whole.cells()), snapshot: (one) => may(whole.snapshot(one)), changes: (...asks) => may(whole.changes(...asks)), events: () => may(whole.events()) }
}

/** Breaks off at its so-manieth write. */
function breaking(store: CellStore, at: number): CellStore {
  let writes = 0
  return new Proxy(store, {
    get: (target, name: keyof CellStore) => {
      const value: unknown = target[name]
      if (typeof value !== 'function') return value
      return (...asks: unknown[]) => {
        if (at > 0 && ['replace', 'change', 'revoke', 'contact', 'keep'].includes(name) && ++writes >= at) throw new Error('killed')
        return value.apply(target, asks) as unknown
      }
    },
  })
}
