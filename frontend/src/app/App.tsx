import { i18n } from '@lingui/core'
import { I18nProvider as LinguiProvider } from '@lingui/react'
import { MutationCache, QueryCache, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { I18nProvider as AriaLocale } from 'react-aria-components'
import { renewBy } from '../api/client'
import { keepTelling } from '../api/language'
import { ProblemError } from '../api/problem'
import { meQuery } from '../api/queries'
import { Queries } from '../api/query-client'
import { knownTablet } from '../session/tablet'
import { activate, localeTag, preferredLocale } from '../i18n'
import { drawn, pageStands } from '../ui/drawn'
import { loadToasts } from '../ui/toast'
import { readFirst } from './first-reads'
import { keepOf } from './keeping'
import { makeRouter } from './router'

const queries = new Queries({
  queryCache: new QueryCache({ onError: signInAgain }),
  mutationCache: new MutationCache({ onError: signInAgain }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // What the server refused it refuses again; only a server out of reach is asked again.
      retry: (failures, error) => failures < 2 && !(error instanceof ProblemError && error.status < 500),
    },
  },
})
const router = makeRouter(queries)
keepOf(queries)
keepTelling()
renewBy(async () => knownTablet() !== undefined && (await import('../session/device')).renew())
const PATIENCE_MS = 500
const Toasts = lazy(() => drawn.then(loadToasts).then((file) => ({ default: file?.Toasts ?? Nothing })))
const Nothing = () => null

/** When a session ends under somebody's hands: to the sign-in, and from there back to the same page. */
function signInAgain(error: Error): void {
  const hasEnded = error instanceof ProblemError && error.problem.code === 'sign_in.required'
  // Nobody known means that nobody was signed in yet: then the route itself asks for it.
  if (!hasEnded || !queries.getQueryData(meQuery.queryKey)) return
  const { pathname, href } = router.state.location
  if (pathname === '/sign-in') return
  void router.navigate({ to: '/sign-in', search: { to: href }, replace: true }).then(() => queries.clear())
}

/** Load what the first picture needs: words, who looks at it, the page's own program. All of it is asked for at once. */
export async function prepare(): Promise<void> {
  const words = activate(preferredLocale())
  const matches: { routeId: keyof typeof router.routesById; params: Record<string, string> }[] = router.matchRoutes(router.latestLocation)
  const reads = matches.map(({ routeId, params }) => readFirst(queries, routeId, params))
  void Promise.allSettled(matches.map(({ routeId }) => router.loadRouteChunk(router.routesById[routeId])))
  // The account's own language goes before the browser's: so these words come first.
  await words
  await router.load()
  // What comes soon is drawn once and whole; what takes long is waited for on the page, which says so.
  await Promise.race([Promise.all(reads), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))])
}

export function App() {
  const [, setLocale] = useState(i18n.locale)
  useEffect(() => i18n.on('change', () => setLocale(i18n.locale)), [])
  useEffect(pageStands, [])
  return (
    <LinguiProvider i18n={i18n}>
      <AriaLocale locale={localeTag()}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
          <Suspense>
            <Toasts />
          </Suspense>
        </QueryClientProvider>
      </AriaLocale>
    </LinguiProvider>
  )
}
