/** The photos of an account in this tab. */
import { openShelf } from '../outbox/of-account'
import type { Outbox } from '../outbox/outbox'
import { Photos } from './photos'
import { PhotoShelf } from './shelf'
import { smaller } from './smaller'

const known = new Map<string, Photos>()
let shelf: PhotoShelf | undefined

/** One that could not be opened is opened again when it is asked for the next time. */
export async function photoShelf(): Promise<PhotoShelf> {
  shelf ??= new PhotoShelf((await openShelf()).opened)
  return shelf
}

export function photosOf(outbox: Outbox): Photos {
  const found = known.get(outbox.account) ?? new Photos({ outbox, shelf: photoShelf, smaller })
  known.set(outbox.account, found)
  return found
}

/** Without a secure address a browser neither seals nor hashes: then no photos are kept. */
export const canTake = (): boolean => globalThis.isSecureContext && 'subtle' in crypto && 'OffscreenCanvas' in globalThis
