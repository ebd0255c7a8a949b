/**
 * Tiles of somebody else under the cells. Everything else on the map stays where it is, in WGS-84: where a source draws in GCJ-02, each
 * tile is put together from the up to four of it that lie there.
 */
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { Tiles } from '../api/tiles'
import { toGcj } from './gcj'

export const TILES = 'tiles'
export const SHIFTED = 'shifted'
const WIDTH = 256
const KEPT = 128

/** As a source and a layer of a style. */
export function tilesOf(tiles: Tiles): { sources: StyleSpecification['sources']; layers: LayerSpecification[] } {
  const address = tiles.frame === 'GCJ-02' ? `${SHIFTED}://{z}/{x}/{y}?${encodeURIComponent(tiles.url)}` : tiles.url
  return {
    sources: { [TILES]: { type: 'raster', tiles: [address], tileSize: WIDTH, maxzoom: tiles.most_zoom } },
    layers: [{ id: TILES, type: 'raster', source: TILES }],
  }
}

/** Column and row of a place, in tiles of a zoom. */
export function tileAt(lon: number, lat: number, zoom: number): [x: number, y: number] {
  const many = 2 ** zoom
  const phi = (lat * Math.PI) / 180
  return [((lon + 180) / 360) * many, ((1 - Math.asinh(Math.tan(phi)) / Math.PI) / 2) * many]
}

/** Where in the grid of a GCJ-02 source a tile begins. Within one tile the shift is the same to a part of a pixel. */
export function shiftedCorner(zoom: number, x: number, y: number): [x: number, y: number] {
  const many = 2 ** zoom
  const lon = ((x + 0.5) / many) * 360 - 180
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - (2 * (y + 0.5)) / many))) * 180) / Math.PI
  const [left, top] = tileAt(...toGcj(lon, lat), zoom)
  return [left - 0.5, top - 0.5]
}

/** Answers to an address that `tilesOf` has made: the library's own way to bring tiles from elsewhere. */
export async function shiftedTile({ url }: { url: string }, { signal }: AbortController): Promise<{ data: ImageBitmap }> {
  const [place = '', template = ''] = url.slice(`${SHIFTED}://`.length).split('?')
  const [zoom = 0, x = 0, y = 0] = place.split('/').map(Number)
  const [left, top] = shiftedCorner(zoom, x, y)
  const canvas = new OffscreenCanvas(WIDTH, WIDTH)
  const context = canvas.getContext('2d')
  const parts = [0, 1].flatMap((across) => [0, 1].map((down) => [Math.floor(left) + across, Math.floor(top) + down] as const))
  await Promise.all(
    parts.map(async ([column, row]) => {
      const picture = await pictureOf(decodeURIComponent(template), zoom, column, row)
      if (picture) context?.drawImage(picture, Math.round((column - left) * WIDTH), Math.round((row - top) * WIDTH), WIDTH, WIDTH)
    }),
  )
  signal.throwIfAborted()
  return { data: canvas.transferToImageBitmap() }
}

const pictures = new Map<string, Promise<ImageBitmap | undefined>>()

/** One of the source's own tiles, asked for once though four of ours show a part of it; nothing where it has none. */
function pictureOf(template: string, zoom: number, x: number, y: number): Promise<ImageBitmap | undefined> {
  const address = template.replace('{z}', String(zoom)).replace('{x}', String(x)).replace('{y}', String(y))
  const known = pictures.get(address)
  if (known) return known
  const asked = fetch(address).then(async (response) => {
    if (response.ok) return createImageBitmap(await response.blob())
    if (response.status === 404) return undefined
    throw new Error(`tile ${response.status}`)
  })
  pictures.set(address, asked)
  asked.catch(() => pictures.delete(address))
  const [oldest] = pictures.keys()
  if (pictures.size > KEPT && oldest !== undefined) pictures.delete(oldest)
  return asked
}
