/** Keeps the program on the device, so that it starts without a network. A new one waits until somebody asks for it. */
import { clientsClaim } from 'workbox-core'
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { RangeRequestsPlugin } from 'workbox-range-requests'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { CacheFirst } from 'workbox-strategies'

declare const self: ServiceWorkerGlobalScope
/** Every file of the program; `vite.sw.config.ts` writes them down. */
declare const FILES: { url: string; revision: string | null; integrity: string }[]

precacheAndRoute(FILES)
cleanupOutdatedCaches()
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [/^\/(api|ogc|healthz|readyz)/] }))
// A map is read in pieces; `app/basemaps` keeps whole ones.
const isPieceOfMap = ({ url, request }: { url: URL; request: Request }) => url.pathname.endsWith('/basemap.pmtiles') && request.headers.has('range')
registerRoute(isPieceOfMap, new CacheFirst({ cacheName: 'basemaps', plugins: [new RangeRequestsPlugin()] }))
clientsClaim()
self.addEventListener('message', ({ data }) => {
  if (data === 'take over') void self.skipWaiting()
})
