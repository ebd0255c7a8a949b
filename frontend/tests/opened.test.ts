import 'fake-indexeddb/auto'
import { Dexie } from 'dexie'
import { expect, test, vi } from 'vitest'
import { Opened } from '../src/db/open'
import { StoreError } from '../src/db/trouble'

function opened(name: string) {
  const made: Dexie[] = []
  const held = new Opened(() => {
    const db = new Dexie(name)
    db.version(1).stores({ things: 'id' })
    made.push(db)
    return db
  })
  return { made, held }
}

test('a connection that is lost is opened anew, and what was to be done is done', async () => {
  const { made, held } = opened('lost')
  await held.use((db) => db.table('things').put({ id: 1 }))
  made[0]!.close()
  await held.use((db) => db.table('things').put({ id: 2 }))
  expect(made).toHaveLength(2)
  expect(await held.use((db) => db.table('things').count())).toBe(2)
})

test('a full room is said to be full, and is not tried again', async () => {
  const { held } = opened('full')
  const work = vi.fn(async () => {
    throw new Dexie.QuotaExceededError('full')
  })
  await expect(held.use(work)).rejects.toMatchObject({ trouble: 'full' })
  expect(work).toHaveBeenCalledTimes(1)
})

test('a full room that shows as a transaction given up is full as well', async () => {
  const { held } = opened('aborted')
  const given = new Dexie.AbortError('aborted', new DOMException('full', 'QuotaExceededError'))
  await expect(held.use(() => Promise.reject(given))).rejects.toMatchObject({ trouble: 'full' })
})

test('without a database in the browser it is said so', async () => {
  const refused = new Opened(() => {
    throw new Dexie.MissingAPIError('none')
  })
  await expect(refused.use(async () => 1)).rejects.toMatchObject({ trouble: 'unavailable' })
  await expect(refused.use(async () => 1)).rejects.toBeInstanceOf(StoreError)
})

test('what has nothing to do with storing is thrown as it is', async () => {
  const { held } = opened('other')
  await expect(held.use(() => Promise.reject(new TypeError('Failed to fetch')))).rejects.toBeInstanceOf(TypeError)
})
