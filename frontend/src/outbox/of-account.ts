/** The outbox of an account in this tab: opened once, and told when another tab has changed it. */
import { deviceId } from './ids'
import { Outbox } from './outbox'
import type { Shelf } from './shelf'
import { earlierOf, forgetEarlier } from './takeover'

export const OUTBOX_DATABASE = 'gridward.outbox'

const PATIENCE_MS = 2_000

const outboxes = new Map<string, Outbox>()
let shelf: Promise<Shelf> | undefined

export function outboxOf(account: string): Outbox {
  const known = outboxes.get(account)
  if (known) return known
  const channel = new BroadcastChannel('gridward.outbox')
  // oxlint-disable-next-line require-post-message-target-origin -- A channel has no other origin.
  const tell = () => channel.postMessage(account)
  const made = new Outbox({ account, device: deviceId(localStorage), shelf: openShelf, tell })
  channel.addEventListener('message', () => void made.load())
  outboxes.set(account, made)
  return made
}

/** When it can be read at once. A browser that takes its time with its database does not hold back the pages for long. */
export function outboxReady(account: string): Promise<unknown> {
  return Promise.race([outboxOf(account).load(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))])
}

/** Leave nothing of anybody here but what is not sent yet; says whether there is any. */
export async function emptyOutboxes(): Promise<boolean> {
  return (await (await openShelf()).empty()) > 0
}

/** How many things wait here, by account. Nothing is made where there is nothing. */
export async function unsentHere(): Promise<Map<string, number>> {
  const names = (await indexedDB.databases()).map(({ name }) => name)
  return names.includes(OUTBOX_DATABASE) ? (await openShelf()).unsentOfAll() : new Map()
}

/** One that could not be opened is opened again when it is asked for the next time. */
export function openShelf(): Promise<Shelf> {
  shelf ??= makeReady().catch((error: unknown) => {
    shelf = undefined
    throw error
  })
  return shelf
}

async function makeReady(): Promise<Shelf> {
  const [{ makeShelf }, { sealLeft }] = await Promise.all([import('./shelf'), import('./seal-left')])
  const made = makeShelf(OUTBOX_DATABASE)
  for (const store of [localStorage, sessionStorage]) {
    const earlier = earlierOf(store)
    if (earlier.keys.length === 0) continue
    await made.takeOver(earlier)
    forgetEarlier(store, earlier)
  }
  await sealLeft(made.opened)
  return made
}
