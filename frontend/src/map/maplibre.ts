/** MapLibre, set up once: its worker is a file of our own (the content policy allows no other), tiles come from archives. */
import * as maplibregl from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { PMTiles, Protocol } from 'pmtiles'
import { Archive } from './archive'
import { SHIFTED, shiftedTile } from './tiles'

maplibregl.setWorkerUrl(workerUrl)
readArchivesAnew()
maplibregl.addProtocol(SHIFTED, shiftedTile)

/** An archive whose head could not be read stays unreadable to the library, until it is asked by another reader. */
export function readArchivesAnew(): void {
  const protocol = new Protocol()
  maplibregl.addProtocol('pmtiles', (request, stop) => {
    const url = request.url.replace(/^pmtiles:\/\/|\/\d+\/\d+\/\d+$/g, '')
    if (!protocol.get(url)) protocol.add(new PMTiles(new Archive(url)))
    return protocol.tile(request, stop)
  })
}

export { maplibregl }
