/** Keeps the program on the device, so that it starts without a network. A new one waits until somebody asks for it. */
import { cacheNames, clientsClaim } from 'workbox-core'
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

declare const self: ServiceWorkerGlobalScope
/** Every file of the program; `vite.sw.config.ts` writes them down. */
declare const FILES: { url: string; revision: string | null; integrity: string }[]
/** Not among TypeScript's types yet: Chromium 123 and later. */
interface WithRoutes extends ExtendableEvent {
  addRoutes?(rules: Rule[]): Promise<void>
}
interface Rule {
  condition: Condition
  source: 'network' | { cacheName: string }
}
type Condition = { urlPattern: URLPatternInit } | { or: Condition[] }
const at = (pathname: string): Condition => ({ urlPattern: { pathname } })
const ROUTES: Rule[] = [
  { condition: { or: [at('/api/*'), at('/ogc/*')] }, source: 'network' },
  { condition: at('/assets/*'), source: { cacheName: cacheNames.precache } },
]

precacheAndRoute(FILES)
cleanupOutdatedCaches()
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [/^\/(api|ogc|healthz|readyz)/] }))
clientsClaim()
// Where a browser can tell by rules, what only the server answers and what is kept by its own name do not pass through here:
// this one is not started for them, and a newer one is not kept waiting by them (decision 73). Without them all goes on as well.
self.addEventListener('install', (event: WithRoutes) => event.waitUntil(Promise.resolve(event.addRoutes?.(ROUTES)).catch(() => undefined)))
self.addEventListener('message', ({ data }) => {
  if (data === 'take over') void self.skipWaiting()
})
