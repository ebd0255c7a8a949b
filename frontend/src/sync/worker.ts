/** Pulls in a thread of its own: no screen waits while pages are sealed. */
import { Cache } from '../db/cache'
import { CellStore } from '../db/cells'
import { Opened } from '../db/open'
import type { Outcome } from './pace'
import { pull } from './pull'
import { Busy, serverFor } from './server'

export interface Order {
  account: string
  device: string
  /** Customers of whom something waits on the device. */
  unsent: number[]
}

const cache = new Opened(() => new Cache())

async function done({ account, device, unsent }: Order): Promise<Outcome> {
  try {
    return { state: 'done', after_s: await pull(serverFor(account, device), new CellStore(cache, account), new Set(unsent)) }
  } catch (error) {
    return error instanceof Busy ? { state: 'busy', after_s: error.after_s } : { state: 'failed' }
  }
}

// A worker speaks to whoever made it.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
self.addEventListener('message', ({ data }: MessageEvent<Order>) => void done(data).then((outcome) => self.postMessage(outcome)))
