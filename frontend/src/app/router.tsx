/** The pages. Filters, tabs and selections live in the address, so that every view can be sent to somebody. */
import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { cockpitSearch, collectionSearch, correctionsSearch, inboundSearch, persistencySearch, queueSearch, requestsSearch, rowsSearch, staffingSearch, todoSearch } from '../address/desk'
import { devicesSearch } from '../address/devices'
import { eventSearch, eventsSearch } from '../address/events'
import { appointmentsSearch, cellSearch, requestSearch, serviceSearch, todaySearch, visitSearch, weekSearch } from '../address/field'
import { jobsSearch } from '../address/jobs'
import { cardSearch } from '../address/risk'
import { number, text } from '../address/read'
import { seatsSearch } from '../address/seats'
import { ProblemError } from '../api/problem'
import { meQuery } from '../api/queries'
import { isColouring, type Colouring } from '../features/grid/colourings'
import { activate, currentLocale, isLocale, withWords } from '../i18n'
import { outboxReady } from '../outbox/of-account'
import { may } from '../session/may'
import { NoRole, PageError, PageMissing } from './PageError'
import { placesOf } from './places'
import { Shell } from './Shell'
import { loadAppointments, loadCell, loadCustomer, loadDoor, loadInbox, loadMyEvents, loadRequest, loadSearch, loadSync, loadToday, loadVisit, loadWeek } from './visit-pages'

const root = createRootRouteWithContext<{ queries: QueryClient }>()({ component: Outlet })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./SignIn'), 'SignIn'),
  validateSearch: (search): { to?: string } => text(search, 'to'),
})

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    try {
      const me = await context.queries.ensureQueryData(meQuery)
      // What was left unfinished is there when a page asks for it.
      const outbox = (may(me, 'work') || may(me, 'call')) && outboxReady(me.account_id)
      if (isLocale(me.locale) && me.locale !== currentLocale()) await activate(me.locale)
      await outbox
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
  component: NoRole,
  beforeLoad: ({ context }) => {
    const [first] = placesOf(context.me)
    // Somebody without a role sees a page that says so.
    if (first) throw redirect({ to: first })
  },
})

const census = createRoute({
  getParentRoute: () => shell,
  path: '/census',
  component: lazyRouteComponent(withWords(() => import('../features/census/CensusPage'), 'census'), 'CensusPage'),
})

const imports = createRoute({
  getParentRoute: () => shell,
  path: '/census/imports',
  component: lazyRouteComponent(withWords(() => import('../features/imports/ImportsPage'), 'census'), 'ImportsPage'),
})

const oneImport = createRoute({
  getParentRoute: () => shell,
  path: '/census/imports/$importId',
  component: lazyRouteComponent(withWords(() => import('../features/imports/ImportPage'), 'census', 'work'), 'ImportPage'),
})

const corrections = createRoute({
  getParentRoute: () => shell,
  path: '/census/imports/$importId/corrections',
  validateSearch: correctionsSearch,
  component: lazyRouteComponent(withWords(() => import('../features/corrections/CorrectionsPage'), 'census', 'work'), 'CorrectionsPage'),
})

const debits = createRoute({
  getParentRoute: () => shell,
  path: '/census/debits',
  validateSearch: (search: Record<string, unknown>) => text(search, 'delivery'),
  component: lazyRouteComponent(withWords(() => import('../features/debits/DebitsPage'), 'census'), 'DebitsPage'),
})

const oneDebitFile = createRoute({
  getParentRoute: () => shell,
  path: '/census/debits/$fileId',
  component: lazyRouteComponent(withWords(() => import('../features/debits/DebitFilePage'), 'census', 'work'), 'DebitFilePage'),
})

const contradictions = createRoute({
  getParentRoute: () => shell,
  path: '/census/contradictions',
  component: lazyRouteComponent(withWords(() => import('../features/debits/ContradictionsPage'), 'census', 'work'), 'ContradictionsPage'),
})

const todo = createRoute({
  getParentRoute: () => shell,
  path: '/census/todo',
  validateSearch: todoSearch,
  component: lazyRouteComponent(withWords(() => import('../features/todo/TodoPage'), 'census'), 'TodoPage'),
})

export interface GridSearch {
  plan?: string
  cell?: number
  colour?: Colouring
  layers?: string
  /** Whether the plan is edited by hand. */
  edit?: 1
}

const grid = createRoute({
  getParentRoute: () => shell,
  path: '/grid',
  validateSearch: (search): GridSearch => ({
    ...text(search, 'plan'),
    ...number(search, 'cell'),
    ...(isColouring(search['colour']) ? { colour: search['colour'] } : {}),
    ...text(search, 'layers'),
    ...(search['edit'] === 1 ? { edit: 1 as const } : {}),
  }),
  component: lazyRouteComponent(withWords(() => import('../features/grid/GridPage'), 'grid', 'work'), 'GridPage'),
})

const gridCompare = createRoute({
  getParentRoute: () => shell,
  path: '/grid/compare',
  validateSearch: (search): { plan?: string; earlier?: string } => ({ ...text(search, 'plan'), ...text(search, 'earlier') }),
  component: lazyRouteComponent(withWords(() => import('../features/grid/compare/ComparePage'), 'grid'), 'ComparePage'),
})

const gridStations = createRoute({
  getParentRoute: () => shell,
  path: '/grid/stations',
  validateSearch: (search): { plan?: string; stations?: number; closing?: string[] } => ({
    ...text(search, 'plan'),
    ...number(search, 'stations'),
    ...(Array.isArray(search['closing']) ? { closing: search['closing'].map(String) } : {}),
  }),
  component: lazyRouteComponent(withWords(() => import('../features/grid/stations/StationsPage'), 'grid', 'work'), 'StationsPage'),
})

const queue = createRoute({
  getParentRoute: () => shell,
  path: '/queue',
  validateSearch: queueSearch,
  component: lazyRouteComponent(withWords(() => import('../features/seat/QueuePage'), 'seat', 'work'), 'QueuePage'),
})

const call = createRoute({
  getParentRoute: () => shell,
  path: '/call/$claimId',
  component: lazyRouteComponent(withWords(() => import('../features/seat/CallPage'), 'customer', 'seat', 'work', 'problems'), 'CallPage'),
})

const inbound = createRoute({
  getParentRoute: () => shell,
  path: '/inbound',
  validateSearch: inboundSearch,
  component: lazyRouteComponent(withWords(() => import('../features/inbound/InboundPage'), 'customer', 'seat', 'work', 'problems'), 'InboundPage'),
})

const seats = createRoute({
  getParentRoute: () => shell,
  path: '/seats',
  validateSearch: seatsSearch,
  component: lazyRouteComponent(withWords(() => import('../features/supervise/SupervisePage'), 'seat', 'work', 'customer', 'problems'), 'SupervisePage'),
})

const requests = createRoute({
  getParentRoute: () => shell,
  path: '/requests',
  validateSearch: requestsSearch,
  component: lazyRouteComponent(withWords(() => import('../features/requests/RequestsPage'), 'seat', 'work'), 'RequestsPage'),
})

const attention = createRoute({
  getParentRoute: () => shell,
  path: '/attention',
  component: lazyRouteComponent(withWords(() => import('../features/attention/AttentionPage'), 'customer', 'desk', 'work', 'problems'), 'AttentionPage'),
})

const messages = createRoute({
  getParentRoute: () => shell,
  path: '/messages',
  component: lazyRouteComponent(withWords(() => import('../features/messages/MessagesPage'), 'desk', 'work'), 'MessagesPage'),
})

const syncHealth = createRoute({
  getParentRoute: () => shell,
  path: '/sync-health',
  validateSearch: devicesSearch,
  component: lazyRouteComponent(withWords(() => import('../features/devices/DevicesPage'), 'desk'), 'DevicesPage'),
})

const staffing = createRoute({
  getParentRoute: () => shell,
  path: '/staffing',
  validateSearch: staffingSearch,
  component: lazyRouteComponent(withWords(() => import('../features/staffing/StaffingPage'), 'desk', 'work', 'problems'), 'StaffingPage'),
})

const ledWeek = createRoute({
  getParentRoute: () => shell,
  path: '/staffing/weeks/$specialistId',
  validateSearch: weekSearch,
  component: lazyRouteComponent(withWords(() => import('../features/week/LedWeekPage'), 'field'), 'LedWeekPage'),
})

const cockpit = createRoute({
  getParentRoute: () => shell,
  path: '/cockpit',
  validateSearch: cockpitSearch,
  component: lazyRouteComponent(withWords(() => import('../features/cockpit/CockpitPage'), 'cockpit', 'work'), 'CockpitPage'),
})

const cockpitRows = createRoute({
  getParentRoute: () => shell,
  path: '/cockpit/rows',
  validateSearch: rowsSearch,
  component: lazyRouteComponent(withWords(() => import('../features/cockpit/RowsPage'), 'cockpit', 'work'), 'RowsPage'),
})

const collection = createRoute({
  getParentRoute: () => shell,
  path: '/cockpit/collection',
  validateSearch: collectionSearch,
  component: lazyRouteComponent(withWords(() => import('../features/cockpit/collection/CollectionPage'), 'cockpit', 'work'), 'CollectionPage'),
})

const persistency = createRoute({
  getParentRoute: () => shell,
  path: '/cockpit/persistency',
  validateSearch: persistencySearch,
  component: lazyRouteComponent(withWords(() => import('../features/cockpit/persistency/PersistencyPage'), 'cockpit'), 'PersistencyPage'),
})

const jobs = createRoute({
  getParentRoute: () => shell,
  path: '/jobs',
  validateSearch: jobsSearch,
  component: lazyRouteComponent(withWords(() => import('../features/jobs/JobsPage'), 'desk', 'work', 'problems'), 'JobsPage'),
})

const risk = createRoute({
  getParentRoute: () => shell,
  path: '/risk',
  beforeLoad: () => {
    throw redirect({ to: '/risk/card', replace: true })
  },
})

const riskCard = createRoute({
  getParentRoute: () => shell,
  path: '/risk/card',
  validateSearch: cardSearch,
  component: lazyRouteComponent(withWords(() => import('../features/risk/CardPage'), 'risk', 'work'), 'CardPage'),
})

const riskModels = createRoute({
  getParentRoute: () => shell,
  path: '/risk/models',
  component: lazyRouteComponent(withWords(() => import('../features/risk/ModelsPage'), 'risk'), 'ModelsPage'),
})

const riskTreatment = createRoute({
  getParentRoute: () => shell,
  path: '/risk/treatment',
  component: lazyRouteComponent(withWords(() => import('../features/risk/TreatmentPage'), 'risk', 'work'), 'TreatmentPage'),
})

const riskNurture = createRoute({
  getParentRoute: () => shell,
  path: '/risk/nurture',
  component: lazyRouteComponent(withWords(() => import('../features/nurture/NurturePage'), 'risk'), 'NurturePage'),
})

const desk = [queue, call, inbound, seats, requests, attention, messages, syncHealth, staffing, ledWeek, cockpit, cockpitRows, collection, persistency, risk, riskCard, riskModels, riskTreatment, riskNurture, jobs] as const

const eventList = createRoute({
  getParentRoute: () => shell,
  path: '/events',
  validateSearch: eventsSearch,
  component: lazyRouteComponent(withWords(() => import('../features/events/EventsPage'), 'customer', 'work'), 'EventsPage'),
})

const newEvent = createRoute({
  getParentRoute: () => shell,
  path: '/events/new',
  component: lazyRouteComponent(withWords(() => import('../features/events/EventPage'), 'customer', 'work'), 'NewEventPage'),
})

const event = createRoute({
  getParentRoute: () => shell,
  path: '/events/$eventId',
  validateSearch: eventSearch,
  component: lazyRouteComponent(withWords(() => import('../features/events/EventPage'), 'customer', 'work'), 'EventPage'),
})

const customerEvents = createRoute({
  getParentRoute: () => shell,
  path: '/events/customer/$customerId',
  component: lazyRouteComponent(withWords(() => import('../features/events/CustomerEventsPage'), 'customer', 'work', 'problems'), 'CustomerEventsPage'),
})

const myEvents = createRoute({
  getParentRoute: () => shell,
  path: '/my-events',
  component: lazyRouteComponent(loadMyEvents, 'MyEventsPage'),
})

const door = createRoute({
  getParentRoute: () => shell,
  path: '/my-events/$eventId/door',
  component: lazyRouteComponent(loadDoor, 'DoorPage'),
})

const eventCodes = createRoute({
  getParentRoute: () => shell,
  path: '/events/$eventId/codes',
  component: lazyRouteComponent(withWords(() => import('../features/events/CodesPage'), 'customer'), 'CodesPage'),
})

const events = [eventList, newEvent, event, eventCodes, customerEvents, myEvents, door] as const

const today = createRoute({
  getParentRoute: () => shell,
  path: '/today',
  validateSearch: todaySearch,
  component: lazyRouteComponent(loadToday, 'TodayPage'),
})

const customer = createRoute({
  getParentRoute: () => shell,
  path: '/customers/$customerId',
  component: lazyRouteComponent(loadCustomer, 'CustomerPage'),
})

const visitTask = createRoute({
  getParentRoute: () => shell,
  path: '/visit/$taskId',
  validateSearch: visitSearch,
  component: lazyRouteComponent(loadVisit, 'TaskVisit'),
})

const visitCustomer = createRoute({
  getParentRoute: () => shell,
  path: '/visit/customer/$customerId',
  validateSearch: visitSearch,
  component: lazyRouteComponent(loadVisit, 'CustomerVisit'),
})

const review = createRoute({
  getParentRoute: () => shell,
  path: '/review/customer/$customerId',
  component: lazyRouteComponent(withWords(() => import('../features/review/ReviewPage'), 'customer', 'work', 'problems'), 'ReviewPage'),
})

const service = createRoute({
  getParentRoute: () => shell,
  path: '/service/customer/$customerId',
  validateSearch: serviceSearch,
  component: lazyRouteComponent(withWords(() => import('../features/service/ServicePage'), 'customer', 'work', 'problems'), 'ServicePage'),
})

const request = createRoute({
  getParentRoute: () => shell,
  path: '/service/request/$customerId',
  validateSearch: requestSearch,
  component: lazyRouteComponent(loadRequest, 'RequestPage'),
})

const myCell = createRoute({
  getParentRoute: () => shell,
  path: '/cell',
  validateSearch: cellSearch,
  component: lazyRouteComponent(loadCell, 'CellPage'),
})

const inbox = createRoute({
  getParentRoute: () => shell,
  path: '/inbox',
  component: lazyRouteComponent(loadInbox, 'InboxPage'),
})

const week = createRoute({
  getParentRoute: () => shell,
  path: '/week',
  validateSearch: weekSearch,
  component: lazyRouteComponent(loadWeek, 'WeekPage'),
})

const appointments = createRoute({
  getParentRoute: () => shell,
  path: '/appointments',
  validateSearch: appointmentsSearch,
  component: lazyRouteComponent(loadAppointments, 'AppointmentsPage'),
})

const search = createRoute({
  getParentRoute: () => shell,
  path: '/search',
  component: lazyRouteComponent(loadSearch, 'SearchPage'),
})

const sync = createRoute({
  getParentRoute: () => shell,
  path: '/sync',
  component: lazyRouteComponent(loadSync, 'SyncPage'),
})

const field = [today, customer, visitTask, visitCustomer, service, request, review, myCell, appointments, search, inbox, week, sync] as const

/** An address that no page has: said beside the ways to those that there are. */
const missing = createRoute({ getParentRoute: () => shell, path: '$', component: PageMissing })

const tree = root.addChildren([signIn, shell.addChildren([home, census, imports, oneImport, corrections, debits, oneDebitFile, contradictions, todo, grid, gridCompare, gridStations, ...desk, ...events, ...field, missing])])

export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queries },
    defaultPreload: 'intent',
    // What no page knows is taken out of the address, instead of reaching the page unchecked.
    search: { strict: true },
    defaultErrorComponent: PageError,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
