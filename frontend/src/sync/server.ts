/** The server as a pull asks it, with what it says about when to come again. */
import { outsideOfHandover } from '../api/handover'
import { isProblem, ProblemError } from '../api/problem'
import { reached } from '../api/reached'
import type { Changes, MessageChanges, MyEvents, Snapshot, SyncCells, Week } from '../db/shapes'
import { byRows, type Table } from './columns'
import type { Server } from './pull'

const GIVE_UP_MS = 60_000

type ByColumns = Omit<Snapshot, 'customers'> & { customers: Table }

/** The server has no time now. */
export class Busy extends Error {
  readonly after_s: number

  constructor(after_s: number) {
    super(`busy for ${after_s} s`)
    this.after_s = after_s
  }
}

/** Somebody else has signed in here: what is his does not belong into this copy. */
export class OtherAccount extends Error {}

async function get<T>(path: string): Promise<T> {
  const response = await outsideOfHandover(() => reached(`/api/v1/${path}`, { signal: AbortSignal.timeout(GIVE_UP_MS) }))
  if (response.ok) return (await response.json()) as T
  const after_s = Number(response.headers.get('retry-after') ?? Number.NaN)
  if (Number.isFinite(after_s) && [429, 503].includes(response.status)) throw new Busy(after_s)
  const said: unknown = await response.json().catch(() => undefined)
  throw new ProblemError(isProblem(said) ? said : { code: `http.${response.status}`, detail: response.statusText, hint: '', params: {} }, response.status)
}

export function serverFor(account: string, device: string): Server {
  return {
    cells: async () => {
      const { account_id } = await get<{ account_id: string }>('session')
      if (account_id !== account) throw new OtherAccount()
      return get<SyncCells>('sync/cells')
    },
    snapshot: async (cell) => {
      const { customers, ...told } = await get<ByColumns>(`sync/cells/${cell}?columns=true`)
      return { ...told, customers: byRows(customers) as Snapshot['customers'] }
    },
    events: () => get<MyEvents>('my-events'),
    changes: (cell, feed, since) => get<Changes>(`sync/cells/${cell}/changes?${new URLSearchParams({ feed, since: String(since), device_id: device })}`),
    week: () => get<Week>('field/week'),
    messages: (since) => get<MessageChanges>(`field/messages?since=${since}`),
  }
}
