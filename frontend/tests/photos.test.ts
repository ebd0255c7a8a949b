import { describe, expect, test, vi } from 'vitest'
import { ProblemError } from '../src/api/problem'
import type { Refusal } from '../src/outbox/operation'
import type { Outbox } from '../src/outbox/outbox'
import { fromFile, toFile, type Saved } from '../src/outbox/file'
import { isDue } from '../src/outbox/photo'
import { Photos } from '../src/photos/photos'
import { PIECE_BYTES, sendPhoto, type AttachmentServer, type Progress } from '../src/photos/sending'
import { PhotoShelf } from '../src/photos/shelf'
import { accepts, browser, makeShelf, problem, receipt } from './outboxes'

const RAW = new Blob([new Uint8Array(3_000).fill(7)], { type: 'image/png' })
const half = async (content: Blob) => content.slice(0, content.size / 2)
const unreadable = () => Promise.reject(new Error('unreadable'))

let names = 0

async function tablet(smaller: (content: Blob) => Promise<Blob> = half) {
  const shelf = makeShelf(`photos-${++names}`)
  const outbox = await browser()('a', shelf)
  const pictures = new PhotoShelf(shelf.opened)
  const tab = (how = smaller, of: Outbox = outbox) => new Photos({ outbox: of, shelf: async () => pictures, smaller: how })
  return { outbox, shelf, pictures, photos: tab(), tab }
}

describe('a photo', () => {
  test('is stored as it was taken before it is made smaller, and made smaller by the next page where this one was killed', async () => {
    const { outbox, photos, pictures, tab } = await tablet(() => new Promise(() => undefined))
    expect(await photos.take('visit/1', 5, RAW)).toBeUndefined()
    const [taken] = outbox.photos()
    expect(taken).toMatchObject({ subject: 'visit/1', customer: 5, size: 3_000, kind: 'image/png' })
    expect((await pictures.content(taken!)).byteLength).toBe(3_000)
    const { all: [digest] } = await tab(half).digests('visit/1')
    expect(outbox.photos()[0]).toMatchObject({ sha256: digest, size: 1_500, kind: 'image/jpeg' })
  })

  test('lies nowhere in the clear', async () => {
    const { photos, shelf } = await tablet()
    await photos.take('visit/1', 5, RAW)
    const [picture] = await shelf.opened.use((db) => db.pictures.toArray())
    expect(new Uint8Array(picture!.data).slice(0, 64)).not.toEqual(new Uint8Array(64).fill(7))
    expect((await shelf.opened.use((db) => db.keys.toArray()))[0]!.key.extractable).toBe(false)
  })

  test('that cannot be read is kept and says so; one that no camera makes is not kept', async () => {
    const { photos, outbox } = await tablet(unreadable)
    await photos.take('visit/1', 5, RAW)
    expect((await photos.digests('visit/1')).all).toEqual([])
    expect(outbox.photos()[0]?.refused?.code).toBe('photo.unreadable')
    expect(await photos.take('visit/1', 5, { size: 80 << 20 } as Blob)).toBe('too_large')
  })

  test('is taken back, had again, and thrown away when the rest is named', async () => {
    const { photos, outbox } = await tablet()
    await photos.take('visit/1', 5, RAW)
    await photos.remove(outbox.photos()[0]!)
    await photos.remove(outbox.photos()[0]!, false)
    expect((await photos.digests('visit/1')).all).toHaveLength(1)
    await photos.remove(outbox.photos()[0]!)
    expect((await photos.digests('visit/1')).all).toEqual([])
    expect(outbox.photos()).toEqual([])
  })

  test('is sent once its operation has left, and waits for another where that is given up', async () => {
    const { photos, outbox, pictures, tab } = await tablet()
    await photos.take('visit/1', 5, RAW)
    const { all: attachments } = await photos.digests('visit/1')
    expect(await pictures.sendable('a')).toEqual([])
    const { op_id } = await outbox.add('visit.complete', { attachments })
    expect(outbox.photos().filter(isDue)).toHaveLength(1)
    await photos.remove(outbox.photos()[0]!)
    expect(outbox.photos()[0]?.isRemoved).toBe(undefined)
    expect(await pictures.sendable('a')).toEqual([])
    const refuse = () => Promise.reject(new Error('422'))
    await outbox.flush(refuse, () => ({ problem, isFinal: true }))
    await outbox.discard(op_id)
    expect(outbox.photos().filter(isDue)).toEqual([])
    await outbox.add('visit.complete', { attachments: (await tab().digests('visit/1')).all })
    await outbox.flush(accepts, () => ({ problem, isFinal: true }))
    expect(await pictures.sendable('a')).toHaveLength(1)
  })

  test('waits for another operation where its own had no effect', async () => {
    const { photos, outbox, pictures } = await tablet()
    await photos.take('visit/1', 5, RAW)
    const { all: attachments } = await photos.digests('visit/1')
    await outbox.add('visit.complete', { attachments })
    await outbox.flush(async (operations) => operations.map((one) => receipt(one, 'invalid')), () => ({ problem, isFinal: true }))
    expect(await pictures.sendable('a')).toEqual([])
    expect((await photos.digests('visit/1')).all).toEqual(attachments)
    await photos.remove(outbox.photos()[0]!)
    expect(outbox.photos()[0]?.isRemoved).toBe(true)
  })
})

test('photos go to another tablet in the file of what waits, once', async () => {
  const { photos, outbox, pictures } = await tablet()
  await photos.take('visit/1', 5, RAW)
  await outbox.add('visit.complete', { attachments: (await photos.digests('visit/1')).all })
  const [photo] = outbox.photos()
  const content = await pictures.content(photo!)
  const text = toFile('a', { operations: outbox.rows().map((row) => row.operation), photos: [{ photo: photo!, content }] })
  expect(fromFile('b', text)).toBe('other_account')
  expect(fromFile('a', text.replace('"content": "', '"content": "%'))).toBe('unreadable')
  const saved = fromFile('a', text) as Saved
  const other = await tablet()
  expect(await other.outbox.takeIn(saved.operations)).toBe(1)
  expect([await other.photos.takeIn(saved.photos), await other.photos.takeIn(saved.photos)]).toEqual([1, 0])
  await other.outbox.flush(accepts, () => ({ problem, isFinal: true }))
  const [sendable] = await other.pictures.sendable('a')
  expect(new Uint8Array(await other.pictures.content(sendable!))).toEqual(new Uint8Array(content))
})

/** A server that keeps what came of one attachment. */
function server(fails: (call: string, calls: number) => unknown = () => undefined, problems: (string | null)[] = [null]) {
  let received = 0
  let state: Progress['state'] = 'receiving'
  const calls: string[] = []
  const call = async (name: string, does: () => string | null = () => null): Promise<Progress> => {
    calls.push(name)
    const error = fails(name, calls.length)
    if (error) throw error
    return { problem: does(), received, state }
  }
  const made: AttachmentServer = {
    begin: () => call('begin'),
    put: (_, offset, piece) =>
      call(`put ${offset}`, () => {
        if (offset === received) received += piece.byteLength
        return null
      }),
    complete: () =>
      call('complete', () => {
        const found = problems.shift() ?? null
        if (found === 'attachment.other_file') received = 0
        else state = found ? 'refused' : 'complete'
        return found
      }),
  }
  return { made, calls, set: (bytes: number) => (received = bytes) }
}

const SIZE = 2 * PIECE_BYTES + 10
const photo = { id: '1', account: 'a', subject: 's', customer: 1, taken_at: '', kind: 'image/jpeg', size: SIZE, sha256: 'f', sent: 0 }
const refusalOf = (error: unknown): Refusal => ({ problem: error instanceof ProblemError ? error.problem : problem, isFinal: error instanceof ProblemError })
const send = (made: AttachmentServer, isOver = () => false) => sendPhoto(photo, new ArrayBuffer(SIZE), { server: made, refusalOf, progress: async () => undefined, isOver })

describe('sending a photo', () => {
  test('goes on where it was cut off', async () => {
    const broken = server((_, calls) => (calls === 3 ? new TypeError('Failed to fetch') : undefined))
    await expect(send(broken.made)).rejects.toThrow('Failed to fetch')
    expect(await send(broken.made)).toBe('done')
    expect(broken.calls).toEqual(['begin', 'put 0', `put ${PIECE_BYTES}`, 'begin', `put ${PIECE_BYTES}`, `put ${2 * PIECE_BYTES}`, 'complete'])
    expect(await send(broken.made)).toBe('done')
  })

  test('goes on where the server has it, when that is elsewhere', async () => {
    const other = server((_, calls) => {
      if (calls !== 2) return undefined
      other.set(PIECE_BYTES)
      return new ProblemError({ ...problem, code: 'attachment.offset', params: { received: PIECE_BYTES } }, 409)
    })
    expect(await send(other.made)).toBe('done')
    expect(other.calls.slice(1, 3)).toEqual(['put 0', `put ${PIECE_BYTES}`])
  })

  test('begins anew where another file came, and gives up at some time', async () => {
    expect(await send(server(undefined, ['attachment.other_file', null]).made)).toBe('done')
    expect(await send(server(undefined, Array(9).fill('attachment.other_file')).made)).toMatchObject({ code: 'attachment.other_file' })
  })

  test('says what the server refuses', async () => {
    expect(await send(server(undefined, ['attachment.malware']).made)).toMatchObject({ code: 'attachment.malware' })
    const full = new ProblemError({ ...problem, code: 'attachment.too_large' }, 413)
    expect(await send(server(() => full).made)).toMatchObject({ code: 'attachment.too_large' })
  })

  test('makes way for what is more urgent', async () => {
    const isOver = vi.fn(() => true)
    const some = server()
    expect(await send(some.made, isOver)).toBe('later')
    expect(some.calls).toEqual(['begin'])
  })
})
