/** Maps of whole cities, one archive each: where it is, and where a device keeps it. */

export const basemapOf = (code: string): string => `/api/v1/cities/${code}/basemap.pmtiles`

/** The archives that this device keeps; none where a browser keeps nothing. */
export const keptBasemaps = async (): Promise<Cache | undefined> => ('caches' in globalThis ? caches.open('basemaps') : undefined)
