import { i18n } from '@lingui/core'
import { I18nProvider as LinguiProvider } from '@lingui/react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { I18nProvider as AriaLocale } from 'react-aria-components'
import { ProblemError } from '../api/problem'
import { activate, localeTag, preferredLocale } from '../i18n'
import { Toasts } from '../ui/toast'
import { makeRouter } from './router'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // What the server refused it refuses again; only a server out of reach is asked again.
      retry: (failures, error) => failures < 2 && !(error instanceof ProblemError && error.status < 500),
    },
  },
})
const router = makeRouter(queries)

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
