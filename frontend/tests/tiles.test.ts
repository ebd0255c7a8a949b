import { expect, test } from 'vitest'
import { toGcj } from '../src/map/gcj'
import { circle } from '../src/map/here'
import { shiftedCorner, tileAt, tilesOf } from '../src/map/tiles'

// As the server's own formula has them (gridward.geo.frames).
const KNOWN: [number, number, number, number][] = [
  [121.4737, 31.2304, 121.47822305927693, 31.22845773757727],
  [114.305, 30.593, 114.3104442169199, 30.590589784646276],
  [87.6168, 43.8256, 87.61964994946926, 43.82680539311119],
  [105.0, 35.0, 105.00328624145706, 34.99909863223526],
]

test('a place is where the server has it in GCJ-02', () => {
  for (const [lon, lat, gcjLon, gcjLat] of KNOWN) {
    const [foundLon, foundLat] = toGcj(lon, lat)
    expect(foundLon).toBeCloseTo(gcjLon, 9)
    expect(foundLat).toBeCloseTo(gcjLat, 9)
  }
})

test('what lies in the middle of a tile lies there in the tile that is put together as well', () => {
  const [lon, lat] = [121.4737, 31.2304]
  for (const zoom of [10, 14, 17]) {
    const [x, y] = tileAt(lon, lat, zoom)
    const [left, top] = shiftedCorner(zoom, Math.floor(x), Math.floor(y))
    const [column, row] = tileAt(...toGcj(lon, lat), zoom)
    // In pixels of a tile.
    expect(Math.abs(column - left - (x - Math.floor(x))) * 256).toBeLessThan(0.5)
    expect(Math.abs(row - top - (y - Math.floor(y))) * 256).toBeLessThan(0.5)
  }
})

test('a source in WGS-84 is shown as it is', () => {
  const tiles = { url: 'https://tiles.example/{z}/{x}/{y}.png', frame: 'WGS-84' as const, credit: '', most_zoom: 18 }
  expect(tilesOf(tiles).sources['tiles']).toMatchObject({ tiles: [tiles.url], maxzoom: 18 })
  expect(tilesOf({ ...tiles, frame: 'GCJ-02' }).sources['tiles']).toMatchObject({ tiles: [expect.stringMatching(/^shifted:/)] })
})

test('the circle about a place is as wide as it is likely to be wrong', () => {
  const ring = circle({ lon: 121, lat: 31, accuracy: 100 })
  expect(ring.at(0)).toEqual(ring.at(-1))
  expect((Math.max(...ring.map(([, lat]) => lat)) - 31) * 111_320).toBeCloseTo(100, 1)
})
