/** Outboxes over a database in memory, as tabs of one browser have them. */
import 'fake-indexeddb/auto'
import type { Operation, Receipt, Refusal } from '../src/outbox/operation'
import { Outbox } from '../src/outbox/outbox'
import { makeShelf, type Shelf } from '../src/outbox/shelf'

// The database in memory has to be there before what looks for one.
export { makeShelf }

let browsers = 0

/** A browser of its own: each call of the answer is a tab. */
export function browser() {
  const name = `outbox-${++browsers}`
  const tabs = new Set<Outbox>()
  return async (account = 'a', shelf: Shelf = makeShelf(name)) => {
    const tab: Outbox = new Outbox({ account, device: 'd', shelf: async () => shelf, tell: () => tabs.forEach((one) => one !== tab && void one.load()) })
    tabs.add(tab)
    await tab.load()
    return tab
  }
}

export const receipt = (operation: Operation, state = 'applied'): Receipt => ({
  op_id: operation.op_id,
  state,
  received_at: '2026-03-02T08:00:00Z',
  code: null,
  fields: [],
  credited_to: null,
  forwarded_to: null,
})
export const accepts = async (operations: Operation[]) => operations.map((one) => receipt(one))
export const outOfReach = (): never => {
  throw new TypeError('Failed to fetch')
}
export const problem = { code: 'input.invalid', detail: '', hint: '', params: {} }
export const refusalOf = (error: unknown): Refusal => ({ problem, isFinal: error instanceof Error && error.message === '422' })
