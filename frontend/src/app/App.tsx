import { i18n } from '@lingui/core'
import { I18nProvider as LinguiProvider } from '@lingui/react'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { I18nProvider as AriaLocale } from 'react-aria-components'
import { ProblemError } from '../api/problem'
import { meQuery } from '../api/queries'
import { activate, localeTag, preferredLocale } from '../i18n'
import { Toasts } from '../ui/toast'
import { makeRouter } from './router'

const queries = new QueryClient({
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

/** When a session ends under somebody's hands: to the sign-in, and from there back to the same page. */
function signInAgain(error: Error): void {
  const hasEnded = error instanceof ProblemError && error.problem.code === 'sign_in.required'
  // Nobody known means that nobody was signed in yet: then the route itself asks for it.
  if (!hasEnded || !queries.getQueryData(meQuery.queryKey)) return
  const { pathname, href } = router.state.location
  if (pathname === '/sign-in') return
  void router.navigate({ to: '/sign-in', search: { to: href }, replace: true }).then(() => queries.clear())
}

export function App() {
  const [ready, setReady] = useState(false)
  const [, setLocale] = useState(i18n.locale)
  useEffect(() => {
    void activate(preferredLocale()).then(() => setReady(true))
    return i18n.on('change', () => setLocale(i18n.locale))
  }, [])
  if (!ready) return null
  return (
    <LinguiProvider i18n={i18n}>
      <AriaLocale locale={localeTag()}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
          <Toasts />
        </QueryClientProvider>
      </AriaLocale>
    </LinguiProvider>
  )
}
