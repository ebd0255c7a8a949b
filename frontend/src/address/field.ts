/** What addresses of the specialist's pages carry behind their question mark. */
import { number, text } from './read'

type Search = Record<string, unknown>

export interface TodaySearch {
  show?: string
  /** The chosen stop. */
  task?: string
  /** On a narrow screen the map stands in place of the list. */
  view?: 'map'
}

export const todaySearch = (search: Search): TodaySearch => ({
  ...text(search, 'show'),
  ...text(search, 'task'),
  ...(search['view'] === 'map' ? { view: 'map' as const } : {}),
})

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

export interface CellSearch {
  cell?: number
  by?: 'due'
  state?: string
  tier?: string
  q?: string
  customer?: number
  view?: 'map'
}

export const cellSearch = (search: Search): CellSearch => ({
  ...number(search, 'cell'),
  ...(search['by'] === 'due' ? { by: 'due' as const } : {}),
  ...text(search, 'state'),
  ...text(search, 'tier'),
  ...text(search, 'q'),
  ...number(search, 'customer'),
  ...(search['view'] === 'map' ? { view: 'map' as const } : {}),
})
