/** Maps of whole cities on the device: each is smaller than a photo, and where a specialist stands there may be no network. */
import { basemapOf, keptBasemaps } from '../api/basemaps'
import type { City } from '../api/queries'
import { reached } from '../api/reached'

/** Without its map a device goes on: it is asked for again at the next start. */
export async function keepBasemaps(cities: City[]): Promise<void> {
  const kept = await keptBasemaps()
  if (!kept) return
  await Promise.allSettled(cities.filter((city) => city.basemap).map((city) => keep(kept, basemapOf(city.code))))
}

async function keep(kept: Cache, url: string): Promise<void> {
  // The server says in a few bytes that it is still the same.
  const answer = await reached(url, { cache: 'no-cache' })
  if (answer.status === 200) await kept.put(url, answer)
}
