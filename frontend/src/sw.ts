/** Keeps the program on the device, so that it starts without a network. A new one waits until somebody asks for it. */
import { cacheNames, clientsClaim } from 'workbox-core'
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { RangeRequestsPlugin } from 'workbox-range-requests'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { CacheFirst } from 'workbox-strategies'

declare const self: ServiceWorkerGlobalScope
/** Every file of the program; `vite.sw.config.ts` writes them down. */
declare const FILES: { url: string; revision: string | null; integrity: string }[]
/** Not among TypeScript's types yet: Chromium 123 and later. */
interface WithRoutes extends ExtendableEvent {
  addRoutes?(rules: { condition: Condition; source: 'network' | 'fetch-event' | { cacheName: string } }[]): Promise<void>
}
type Condition = { urlPattern: URLPatternInit } | { or: Condition[] }
const at = (pathname: string): Condition => ({ urlPattern: { pathname } })

precacheAndRoute(FILES)
cleanupOutdatedCaches()
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [/^\/(api|ogc|healthz|readyz)/] }))
// A map is read in pieces; `app/basemaps` keeps whole ones.
const isPieceOfMap = ({ url, request }: { url: URL; request: Request }) => url.pathname.endsWith('/basemap.pmtiles') && request.headers.has('range')
registerRoute(isPieceOfMap, new CacheFirst({ cacheName: 'basemaps', plugins: [new RangeRequestsPlugin()] }))
clientsClaim()
// Where a browser can tell by rules, what only the server answers and what is kept by its own name do not pass through here:
// this one is not started for them, and a newer one is not kept waiting by them (decision 73).
self.addEventListener('install', (event: WithRoutes) =>
  event.waitUntil(
    event.addRoutes?.([
      { condition: at('/api/*/basemap.pmtiles'), source: 'fetch-event' },
      { condition: { or: [at('/api/*'), at('/ogc/*')] }, source: 'network' },
      { condition: at('/assets/*'), source: { cacheName: cacheNames.precache } },
    ]) ?? Promise.resolve(),
  ),
)
self.addEventListener('message', ({ data }) => {
  if (data === 'take over') void self.skipWaiting()
})
