/** Patterns that areas are filled with. The style names them; they are drawn when the map first misses them. */
import type { Map as MapLibre } from 'maplibre-gl'
import type { Theme } from '../ui/theme'

export const hatch = (theme: Theme) => `hatch-${theme}`

const SIZE = 16
const STRIPE = 2
const COLOURS: Record<string, [red: number, green: number, blue: number]> = {
  [hatch('light')]: [36, 49, 44],
  [hatch('dark')]: [223, 231, 227],
}

/** Stripes from lower left to upper right. */
export function drawPattern(map: MapLibre, name: string): void {
  const colour = COLOURS[name]
  if (!colour) return
  const data = new Uint8Array(SIZE * SIZE * 4)
  for (let y = 0; y < SIZE; y++)
    for (let x = 0; x < SIZE; x++) if ((x + y) % (SIZE / 2) < STRIPE) data.set([...colour, 255], (y * SIZE + x) * 4)
  map.addImage(name, { width: SIZE, height: SIZE, data }, { pixelRatio: 2 })
}
