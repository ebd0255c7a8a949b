/** What addresses of the specialist's pages carry behind their question mark. */
import { number, text } from './read'

type Search = Record<string, unknown>

const ORDERS = ['urgency', 'hand'] as const
export type DayOrder = (typeof ORDERS)[number]

function orderOf(said: unknown): { order?: DayOrder } {
  const order = ORDERS.find((one) => one === said)
  return order ? { order } : {}
}

export interface TodaySearch {
  show?: string
  /** By how much it matters, or as somebody wants it; otherwise as the day's route has it. */
  order?: DayOrder
  /** The chosen stop. */
  task?: string
  /** On a narrow screen the map stands in place of the list. */
  view?: 'map'
}

export const todaySearch = (search: Search): TodaySearch => ({
  ...text(search, 'show'),
  ...orderOf(search['order']),
  ...text(search, 'task'),
  ...(search['view'] === 'map' ? { view: 'map' as const } : {}),
})

const A_DAY = /^\d{4}-\d{2}-\d{2}$/

/** `day`: any day of the week that is shown; without it, this week. */
export function weekSearch(search: Search): { day?: string } {
  const { day } = text(search, 'day')
  return day !== undefined && A_DAY.test(day) && !Number.isNaN(Date.parse(day)) ? { day } : {}
}

export interface VisitSearch {
  step?: string
  /** The operation that saved the visit. */
  saved?: string
}

export const visitSearch = (search: Search): VisitSearch => ({ ...text(search, 'step'), ...text(search, 'saved') })

const SERVICE_STEPS = ['on_file', 'form', 'code', 'done'] as const
export type ServiceStep = (typeof SERVICE_STEPS)[number]

export interface ServiceSearch {
  step?: ServiceStep
  /** The request that was confirmed. */
  request?: string
}

export const serviceSearch = (search: Search): ServiceSearch => {
  const step = SERVICE_STEPS.find((one) => one === search['step'])
  return { ...(step && { step }), ...text(search, 'request') }
}

/**
 * `visit`: the visit that it was opened from, by its task, or `customer` where nobody asked for it. `papers`: the request, as the tablet
 * called it, whose papers follow.
 */
export const requestSearch = (search: Search): { visit?: string; papers?: string } => ({ ...text(search, 'visit'), ...text(search, 'papers') })

/** When he was spoken to last: never, or not within so many days. */
export const UNCOVERED = ['never', '30', '90'] as const
export type Uncovered = (typeof UNCOVERED)[number]

export interface CellSearch {
  cell?: number
  by?: 'due'
  state?: string
  tier?: string
  q?: string
  uncovered?: Uncovered
  customer?: number
  view?: 'map'
}

export const cellSearch = (search: Search): CellSearch => ({
  ...number(search, 'cell'),
  ...(search['by'] === 'due' ? { by: 'due' as const } : {}),
  ...text(search, 'state'),
  ...text(search, 'tier'),
  ...text(search, 'q'),
  ...uncovered(search),
  ...number(search, 'customer'),
  ...(search['view'] === 'map' ? { view: 'map' as const } : {}),
})

function uncovered(search: Search): Pick<CellSearch, 'uncovered'> {
  const found = UNCOVERED.find((one) => one === String(search['uncovered']))
  return found ? { uncovered: found } : {}
}

export interface AppointmentsSearch {
  tab?: 'unreachable'
  /** Of those who are looked for: only who counts as not reached, or only whom the search is still on for. */
  show?: 'lost' | 'sought'
}

export const appointmentsSearch = (search: Search): AppointmentsSearch => ({
  ...(search['tab'] === 'unreachable' ? { tab: 'unreachable' as const } : {}),
  ...(search['show'] === 'lost' || search['show'] === 'sought' ? { show: search['show'] } : {}),
})
