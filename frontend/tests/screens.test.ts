import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { Cache } from '../src/db/cache'
import { CellStore } from '../src/db/cells'
import { Opened } from '../src/db/open'
import type { CustomerDoc } from '../src/db/shapes'
import type { Operation } from '../src/outbox/operation'
import { Copy } from '../src/sync/copy'
import { pull } from '../src/sync/pull'
import { Index } from '../src/sync/search'
import { docOf, FieldServer, openTask, operation, unsentOnly } from './field-server'

const NOON = Date.parse('2026-03-02T04:00:00Z')
const NOTHING: ReadonlySet<number> = new Set()
let databases = 0

async function opened(server: FieldServer, unsent: { all: Operation[] } = { all: [] }, clock = () => NOON) {
  const cache = new Opened(() => new Cache(`screens-${++databases}`))
  const store = new CellStore(cache, 'anna', clock)
  await pull(server, store, NOTHING)
  const copy = new Copy(store, () => unsentOnly(unsent.all), clock)
  expect(await copy.refresh()).toBe(true)
  return { store, copy }
}

const cellRef = { cell_id: 1, number: 1, name: '格1' }

test('the day is in order: flags first, then by priority; what waits stays, but is counted no more', async () => {
  const server = new FieldServer([1])
  server.put(1, 1, 'a', { doors: ['d1'], open: [openTask('low', 'renewal_visit', { priority: 1, due_on: '2026-02-20' })] })
  server.put(1, 2, 'a', { doors: ['d1', 'd2'], open: [openTask('high', 'renewal_visit', { priority: 9 }), openTask('later', 'visit_again', { starts_on: '2026-03-03' })] })
  server.put(1, 3, 'a', { open: [openTask('flag', 'flagged_visit', { due_on: '2026-03-02' })] })
  const unsent: { all: Operation[] } = { all: [] }
  const { copy } = await opened(server, unsent)
  const today = copy.today()
  expect(today.items.map((item) => [item.task_id, item.overdue_days, item.household])).toEqual([
    ['flag', 0, 0],
    ['high', 1, 2],
    ['low', 10, 2],
  ])
  expect(today.counts).toEqual({ open: 3, overdue: 2, flagged: 1, done_today: 0 })
  expect(today.cells[0]).not.toHaveProperty('geometry')
  unsent.all = [operation('visit.complete', { customer_id: 2, task_id: 'high', outcome: 'informed' }, new Date(NOON).toISOString())]
  expect(copy.today().items.map((item) => item.task_id)).toEqual(['flag', 'high', 'low'])
  expect(copy.today().counts).toEqual({ open: 2, overdue: 1, flagged: 1, done_today: 1 })
  expect(copy.today().items.at(-1)!.household).toBe(1)
  const visited = unsent.all
  unsent.all = [...visited, operation('operation.undo', { customer_id: 2, target: visited[0]!.op_id }, new Date(NOON).toISOString())]
  expect(copy.today().counts).toEqual({ open: 3, overdue: 2, flagged: 1, done_today: 0 })
  unsent.all = visited
  expect(copy.task('later')).toMatchObject({ customer_id: 2, household: 1 })
})

test('a customer stands there as on the server, with his door and who serves him', async () => {
  const server = new FieldServer([1])
  const due = { policy_id: 7, due_on: '2026-02-20', risk: 0.4, state: 'in_grace', tier: 'high' } as CustomerDoc['dues'][number]
  server.put(1, 1, 'a', { cell: cellRef, doors: ['d1'], dues: [due, { ...due, risk: 0.1, state: 'upcoming' }] })
  server.put(1, 2, 'a', { doors: ['d1'], open: [openTask('x', 'renewal_visit')], lon: null, lat: null })
  const { copy } = await opened(server)
  const story = copy.customer(1)!
  expect(story.dues[0]!.days).toBe(10)
  expect(story.household).toEqual([{ customer_id: 2, name_masked: '王**', open_tasks: 1 }])
  expect(story.cell).toEqual({ ...cellRef, specialist: '林**', stand_in: null })
  expect(JSON.stringify(story)).not.toMatch(/13800000001|王小明|一街/)
  expect(copy.reveal(1)).toEqual({ name: '王小明', mobile: '13800000001', landline: '', address: '一街 1 号' })
  expect(copy.customer(99)).toBeUndefined()
  const cell = copy.cell(1)!
  expect(cell.customers.map((one) => [one.customer_id, one.due_state, one.risk_tier])).toEqual([[1, 'in_grace', 'high']])
})

test('a page that has changed is read anew; who left while something is unsent is no longer of the cell', async () => {
  const server = new FieldServer([1, 2])
  for (let id = 1; id <= 60; id++) server.put(1, id, 'a')
  const { store, copy } = await opened(server)
  server.put(1, 1, 'b')
  server.put(2, 2, 'moved')
  server.remove(3)
  await pull(server, store, new Set([2, 3]))
  expect(await copy.refresh()).toBe(true)
  expect(copy.customer(1)!.community).toBe('b')
  expect(copy.customer(2)!.community).toBe('moved')
  expect(copy.customer(3)).toBeDefined()
  const of = (cell: number) => copy.cell(cell)!.customers.map((one) => one.customer_id)
  expect(of(1)).not.toContain(2)
  expect(of(1)).not.toContain(3)
  expect(of(2)).toEqual([2])
})

const named = (id: number, name: string, pinyin: string[], more: Partial<CustomerDoc> = {}): CustomerDoc => ({ ...docOf(id), name, pinyin, mobile: '', ...more })

test('a customer is found by name, pinyin, initials, telephone and policy', () => {
  const index = new Index([
    named(1, '王小明', ['wangxiaoming', 'wxm'], { mobile: '13800138000' }),
    named(2, '王晓梅', ['wangxiaomei', 'wxm'], { policies: [{ policy_no: 'P2020-0042' } as CustomerDoc['policies'][number]], open: [openTask('x', 'renewal_visit')] }),
    named(3, '李王平', ['liwangping', 'lwp'], { landline: '0570-8000138' }),
    named(4, '欧阳·兰', ['ouyanglan', 'oyl']),
    named(5, '曾红', ['zenghong', 'zh', 'cenghong', 'ch']),
  ])
  const found = (typed: string) => index.find(typed).map(({ doc, by }) => [doc.customer_id, by])
  expect(found('王小明')).toEqual([[1, 'name']])
  expect(found('王')).toEqual([[2, 'name'], [1, 'name'], [3, 'name']])
  expect(found('WXM')).toEqual([[2, 'initials'], [1, 'initials']])
  expect(found('wang xiao m')).toEqual([[2, 'pinyin'], [1, 'pinyin']])
  expect(index.find('2020-0042')[0]!.number).toBe('P2020-0042')
  expect(found('8000')).toEqual([[1, 'phone']])
  expect(found('138')).toEqual([[3, 'phone'], [1, 'phone']])
  expect(found('0042')).toEqual([[2, 'policy']])
  expect(found('p2020')).toEqual([[2, 'policy']])
  expect(found('欧阳兰')).toEqual([[4, 'name']])
  expect([found('zeng'), found('ceng'), found('ch')]).toEqual([[[5, 'pinyin']], [[5, 'pinyin']], [[5, 'initials']]])
  expect(found('+86 138 0013 8000')).toEqual([[1, 'phone']])
  expect(found('c3')).toEqual([])
  expect(found('  ')).toEqual([])
  expect(found('zz')).toEqual([])
})

test('three thousand customers are searched well within a fifth of a second', () => {
  const docs = Array.from({ length: 3000 }, (_, id) => named(id, `王${String.fromCodePoint(0x4e00 + id)}明`, [`wang${id}ming`, `w${String.fromCodePoint(97 + (id % 26))}m`], { mobile: String(13_800_000_000 + id) }))
  const index = new Index(docs)
  const began = performance.now()
  for (const typed of ['w', 'wm', 'wang', '王', '0042', '明']) index.find(typed)
  expect((performance.now() - began) / 6).toBeLessThan(200)
})
