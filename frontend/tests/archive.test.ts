/** A city's map: out of what the device keeps, else from the server. */
import { EtagMismatch } from 'pmtiles'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Archive } from '../src/map/archive'

const url = 'https://gridward.test/api/v1/cities/tinglan/basemap.pmtiles'
const text = (data: ArrayBuffer) => new TextDecoder().decode(data)

/** A device that keeps this, or can keep nothing, and a server. */
function world(kept: Response | undefined | 'nothing') {
  const served = 'PMTiles of the server'
  if (kept !== 'nothing') vi.stubGlobal('caches', { open: () => Promise.resolve({ match: () => Promise.resolve(kept) }) })
  const fetched = vi.fn((_: string, { headers }: { headers: Headers }) => {
    const [, from, to] = /bytes=(\d+)-(\d+)/.exec(headers.get('range') ?? '') ?? []
    const piece = served.slice(Number(from), Number(to) + 1)
    return Promise.resolve(new Response(piece, { status: 206, headers: { etag: '"server"', 'content-length': `${piece.length}` } }))
  })
  vi.stubGlobal('fetch', fetched)
  return fetched
}

afterEach(() => vi.unstubAllGlobals())

describe('a map of a city', () => {
  it('is read out of the whole archive that the device keeps, without the server', async () => {
    const fetched = world(new Response('PMTiles that are kept', { headers: { etag: '"kept"' } }))
    const archive = new Archive(url)
    const pieces = [await archive.getBytes(0, 7), await archive.getBytes(13, 8)]
    expect(pieces.map(({ data }) => text(data))).toEqual(['PMTiles', 'are kept'])
    expect(pieces.map(({ etag }) => etag)).toEqual(['"kept"', '"kept"'])
    expect(fetched).not.toHaveBeenCalled()
  })

  it('is read in pieces from the server as long as the device keeps none', async () => {
    const fetched = world(undefined)
    expect(text((await new Archive(url).getBytes(8, 2)).data)).toBe('of')
    expect(fetched).toHaveBeenCalledOnce()
  })

  it('is read anew where what was read first is of another archive', async () => {
    world(new Response('PMTiles that are kept', { headers: { etag: '"kept"' } }))
    await expect(new Archive(url).getBytes(0, 7, undefined, '"server"')).rejects.toBeInstanceOf(EtagMismatch)
  })

  it('is read from the server where the device cannot read what it keeps', async () => {
    world(undefined)
    vi.stubGlobal('caches', { open: () => Promise.reject(new DOMException('broken', 'UnknownError')) })
    expect(text((await new Archive(url).getBytes(0, 7)).data)).toBe('PMTiles')
  })

  it('is read from the server where a browser keeps nothing', async () => {
    world('nothing')
    expect(text((await new Archive(url).getBytes(0, 7)).data)).toBe('PMTiles')
  })
})
