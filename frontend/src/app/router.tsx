/** The pages. Filters, tabs and selections live in the address, so that every view can be sent to somebody. */
import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { meQuery } from '../api/queries'
import { ProblemError } from '../api/problem'
import { activate, currentLocale, isLocale } from '../i18n'
import { isColouring, type Colouring } from '../features/grid/colouring'
import { may } from '../features/session/may'
import { SignIn } from '../features/session/SignIn'
import { PageError, PageMissing } from './PageError'
import { Shell } from './Shell'

const root = createRootRouteWithContext<{ queries: QueryClient }>()({ component: Outlet })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: SignIn,
  validateSearch: (search): { to?: string } => text(search, 'to'),
})

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    try {
      const me = await context.queries.ensureQueryData(meQuery)
      if (isLocale(me.locale) && me.locale !== currentLocale()) await activate(me.locale)
      return { me }
    } catch (error) {
      if (error instanceof ProblemError && error.status === 401) {
        throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { to: location.href } })
      }
      throw error
    }
  },
})

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: ({ context }) => {
    throw redirect({ to: may(context.me, 'census') ? '/census' : '/grid' })
  },
})

const census = createRoute({
  getParentRoute: () => shell,
  path: '/census',
  component: lazyRouteComponent(() => import('../features/census/CensusPage'), 'CensusPage'),
})

const imports = createRoute({
  getParentRoute: () => shell,
  path: '/census/imports',
  component: lazyRouteComponent(() => import('../features/imports/ImportsPage'), 'ImportsPage'),
})

const oneImport = createRoute({
  getParentRoute: () => shell,
  path: '/census/imports/$importId',
  component: lazyRouteComponent(() => import('../features/imports/ImportPage'), 'ImportPage'),
})

export interface TodoSearch {
  reason?: string
  district?: string
  q?: string
  customer?: number
}

const todo = createRoute({
  getParentRoute: () => shell,
  path: '/census/todo',
  validateSearch: (search): TodoSearch => ({
    ...text(search, 'reason'),
    ...text(search, 'district'),
    ...text(search, 'q'),
    ...number(search, 'customer'),
  }),
  component: lazyRouteComponent(() => import('../features/todo/TodoPage'), 'TodoPage'),
})

export interface GridSearch {
  plan?: string
  cell?: number
  colour?: Colouring
}

const grid = createRoute({
  getParentRoute: () => shell,
  path: '/grid',
  validateSearch: (search): GridSearch => ({
    ...text(search, 'plan'),
    ...number(search, 'cell'),
    ...(isColouring(search['colour']) ? { colour: search['colour'] } : {}),
  }),
  component: lazyRouteComponent(() => import('../features/grid/GridPage'), 'GridPage'),
})

const tree = root.addChildren([signIn, shell.addChildren([home, census, imports, oneImport, todo, grid])])

export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queries },
    defaultPreload: 'intent',
    defaultErrorComponent: PageError,
    defaultNotFoundComponent: PageMissing,
  })
}

function text<K extends string>(search: Record<string, unknown>, key: K): { [P in K]?: string } {
  const value = search[key]
  // A text of digits alone arrives as a number.
  const plain = typeof value === 'number' ? String(value) : value
  return (typeof plain === 'string' && plain !== '' ? { [key]: plain } : {}) as { [P in K]?: string }
}

function number<K extends string>(search: Record<string, unknown>, key: K): { [P in K]?: number } {
  const value = Number(search[key])
  return (search[key] !== undefined && Number.isFinite(value) ? { [key]: value } : {}) as { [P in K]?: number }
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
