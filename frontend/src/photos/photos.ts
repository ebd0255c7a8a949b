/**
 * Photos of one account: stored as the camera made them before anything else, then made smaller and given their hash. A page that is
 * killed in between has lost nothing: the next one goes on.
 */
import { StoreError } from '../db/trouble'
import { newId } from '../outbox/ids'
import type { Problem } from '../outbox/operation'
import type { Outbox } from '../outbox/outbox'
import { isDue, isOf, type Photo } from '../outbox/photo'
import type { PhotoShelf } from './shelf'
import { KIND } from './smaller'

/** No camera makes larger ones; another file would fill the device. */
const MOST_BYTES = 40 << 20

/** The code of what the browser cannot read. */
export const UNREADABLE = 'photo.unreadable'

export type NotTaken = 'too_large' | 'full' | 'not_stored'

interface Around {
  outbox: Outbox
  shelf: () => Promise<PhotoShelf>
  smaller: (content: Blob) => Promise<Blob>
}

export class Photos {
  private readonly around: Around
  private preparing: Promise<void> = Promise.resolve()

  constructor(around: Around) {
    this.around = around
  }

  /** Keep a photo; says why it was not kept, where it was not. */
  async take(subject: string, customer: number, file: Blob, more: Pick<Photo, 'isSignature'> = {}, now = new Date()): Promise<NotTaken | undefined> {
    if (file.size > MOST_BYTES) return 'too_large'
    const { account } = this.around.outbox
    const photo: Photo = { id: newId(now.getTime()), account, subject, customer, taken_at: now.toISOString(), kind: file.type, size: file.size, sent: 0, ...more }
    try {
      await (await this.around.shelf()).add(photo, await file.arrayBuffer())
    } catch (error) {
      return error instanceof StoreError && error.trouble === 'full' ? 'full' : 'not_stored'
    }
    await this.around.outbox.changed()
    void this.prepare()
    return undefined
  }

  /** Make those smaller that are still as the camera made them. */
  prepare(): Promise<void> {
    this.preparing = this.preparing.then(() => this.prepareAll()).catch(() => undefined)
    return this.preparing
  }

  /** The hashes of what was taken for something, to be named by its operation. What was taken back is thrown away. */
  async digests(subject: string): Promise<{ all: string[]; signature: string | undefined }> {
    await this.prepare()
    const shelf = await this.around.shelf()
    const photos = (await shelf.all(this.around.outbox.account)).filter((photo) => photo.subject === subject)
    const removed = photos.filter((photo) => photo.isRemoved)
    if (removed.length > 0) await this.drop(removed)
    const kept = photos.filter(({ sha256, isRemoved }) => sha256 && !isRemoved)
    return { all: [...new Set(kept.map((photo) => photo.sha256!))], signature: kept.findLast((photo) => photo.isSignature)?.sha256 }
  }

  /** Take one back, or have it again. What is named by an operation stays. */
  async remove({ id, op_id }: Photo, isRemoved = true): Promise<void> {
    if (op_id === undefined) await this.mark([id], { isRemoved })
  }

  async mark(ids: string[], marks: Partial<Photo>): Promise<void> {
    await (await this.around.shelf()).mark(ids, marks)
    await this.around.outbox.changed()
  }

  async drop(photos: Photo[]): Promise<void> {
    await (await this.around.shelf()).drop(photos.map((photo) => photo.id))
    await this.around.outbox.changed()
  }

  /** Throw away what was taken for something that is over, and that no operation named. */
  async dropUnnamed(subject: string): Promise<void> {
    const shelf = await this.around.shelf()
    const left = (await shelf.all(this.around.outbox.account)).filter((photo) => isOf(photo, subject) && !isDue(photo))
    if (left.length > 0) await this.drop(left)
  }

  /** Take in photos from a file; says how many were not here yet. */
  async takeIn(saved: { photo: Photo; content: ArrayBuffer }[]): Promise<number> {
    const shelf = await this.around.shelf()
    const known = new Set((await shelf.all(this.around.outbox.account)).map((photo) => photo.id))
    const others = saved.filter(({ photo }) => !known.has(photo.id))
    for (const { photo, content } of others) await shelf.add(photo, content)
    if (others.length > 0) await this.around.outbox.changed()
    return others.length
  }

  async content(photo: Photo): Promise<Blob> {
    return new Blob([await (await this.around.shelf()).content(photo)], { type: photo.kind })
  }

  private async prepareAll(): Promise<void> {
    const shelf = await this.around.shelf()
    const raw = (await shelf.all(this.around.outbox.account)).filter((photo) => !photo.sha256 && !photo.refused)
    for (const photo of raw) {
      const made = await this.made(await this.content(photo))
      if (made) await shelf.ready(photo, made, { sha256: await digestOf(made), kind: KIND, size: made.byteLength })
      else await shelf.mark([photo.id], { refused: UNREADABLE_HERE })
      await this.around.outbox.changed()
    }
  }

  private async made(content: Blob): Promise<ArrayBuffer | undefined> {
    try {
      return await (await this.around.smaller(content)).arrayBuffer()
    } catch {
      return undefined
    }
  }
}

const UNREADABLE_HERE: Problem = { code: UNREADABLE, detail: 'The picture cannot be read here.', hint: '', params: {} }

async function digestOf(content: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
