/** Photos where they lie in this browser: each sealed, beside what is known of it. Each change is on the disk before it is called done. */
import type { Opened } from '../db/open'
import { sealBytes, unsealBytes } from '../db/sealing'
import type { OutboxDatabase } from '../outbox/database'
import type { Photo } from '../outbox/photo'
import { keyOf } from '../outbox/safe'

export class PhotoShelf {
  private readonly opened: Opened<OutboxDatabase>

  constructor(opened: Opened<OutboxDatabase>) {
    this.opened = opened
  }

  async add(photo: Photo, content: ArrayBuffer): Promise<void> {
    const sealed = await sealBytes(await keyOf(this.opened, photo.account), content, photo.id)
    await this.opened.use((db) =>
      db.transaction('rw', [db.photos, db.pictures], async () => {
        await db.photos.put(photo)
        await db.pictures.put({ id: photo.id, ...sealed })
      }),
    )
  }

  /** Put what is sent in place of what the camera made. */
  async ready({ id, account }: Photo, content: ArrayBuffer, made: Pick<Photo, 'sha256' | 'kind' | 'size'>): Promise<void> {
    const sealed = await sealBytes(await keyOf(this.opened, account), content, id)
    await this.opened.use((db) =>
      db.transaction('rw', [db.photos, db.pictures], async () => {
        if ((await db.photos.update(id, made)) > 0) await db.pictures.put({ id, ...sealed })
      }),
    )
  }

  /** Throws where it is gone. */
  async content({ id, account }: Photo): Promise<ArrayBuffer> {
    const sealed = await this.opened.use((db) => db.pictures.get(id))
    if (!sealed) throw new RangeError(`no picture of ${id}`)
    return unsealBytes(await keyOf(this.opened, account), sealed, id)
  }

  all(account: string): Promise<Photo[]> {
    return this.opened.use((db) => db.photos.where({ account }).sortBy('id'))
  }

  /** Those that may be sent: whose operation has left, so that it does not wait behind them. */
  sendable(account: string): Promise<Photo[]> {
    return this.opened.use((db) =>
      db.transaction('r', [db.photos, db.waiting], async () => {
        const waiting = new Set(await db.waiting.toCollection().primaryKeys())
        const photos = await db.photos.where({ account }).sortBy('id')
        return photos.filter(({ op_id, sha256, refused }) => op_id !== undefined && sha256 !== undefined && !refused && !waiting.has(op_id))
      }),
    )
  }

  async mark(ids: string[], marks: Partial<Photo>): Promise<void> {
    await this.opened.use((db) => db.transaction('rw', db.photos, () => db.photos.where('id').anyOf(ids).modify(marks)))
  }

  async drop(ids: string[]): Promise<void> {
    await this.opened.use((db) =>
      db.transaction('rw', [db.photos, db.pictures], async () => {
        await db.photos.bulkDelete(ids)
        await db.pictures.bulkDelete(ids)
      }),
    )
  }
}
