/** What addresses of desk pages carry behind their question mark. */
import { number, text } from './read'

type Search = Record<string, unknown>

export interface QueueSearch {
  q?: string
  kind?: string
  tier?: string
}

export const queueSearch = (search: Search): QueueSearch => ({
  ...text(search, 'q'),
  ...text(search, 'kind'),
  ...text(search, 'tier'),
})

export interface InboundSearch {
  /** Who calls. */
  customer?: number
  /** Nobody knows him. */
  unknown?: 1
}

export const inboundSearch = (search: Search): InboundSearch => ({
  ...number(search, 'customer'),
  ...(search['unknown'] === 1 ? { unknown: 1 as const } : {}),
})

export const REQUEST_STATES = ['pending', 'accepted', 'returned', 'expired', 'done'] as const

export interface RequestsSearch {
  state?: (typeof REQUEST_STATES)[number]
  q?: string
}

export const requestsSearch = (search: Search): RequestsSearch => {
  const state = REQUEST_STATES.find((one) => one === search['state'])
  return { ...(state && { state }), ...text(search, 'q') }
}

export const REFUSED_STATES = ['wrong', 'waits', 'ready', 'left_out', 'delivered'] as const

/** Which refused rows of an import, and the one that is open. */
export interface CorrectionsSearch {
  state?: (typeof REFUSED_STATES)[number]
  file?: string
  code?: string
  row?: number
}

export const correctionsSearch = (search: Search): CorrectionsSearch => {
  const state = REFUSED_STATES.find((one) => one === search['state'])
  return { ...(state && { state }), ...text(search, 'file'), ...text(search, 'code'), ...number(search, 'row') }
}

export interface StaffingSearch {
  tab?: 'specialists'
  show?: string
  q?: string
  cell?: number
}

export const staffingSearch = (search: Search): StaffingSearch => ({
  ...(search['tab'] === 'specialists' ? { tab: 'specialists' as const } : {}),
  ...text(search, 'show'),
  ...text(search, 'q'),
  ...number(search, 'cell'),
})

export interface CockpitSearch {
  /** The due month whose nine boxes are shown. */
  month?: string
}

export const cockpitSearch = (search: Search): CockpitSearch => text(search, 'month')

/** A due month and by whom its collection is told apart. */
export interface CollectionSearch extends CockpitSearch {
  by?: string
}

export const collectionSearch = (search: Search): CollectionSearch => ({ ...text(search, 'month'), ...text(search, 'by') })

export const SWITCHES = ['k', 'basis', 'against', 'timing', 'pay', 'apl', 'reinstated', 'suspended_out', 'claims_in', 'riders', 'window', 'served'] as const

/** How persistency is counted; what is not said is as insurers' core systems count. */
export type Switches = { [K in (typeof SWITCHES)[number]]?: string }

export const switches = (search: Search): Switches => Object.assign({}, ...SWITCHES.map((key) => text(search, key)))

export interface PersistencySearch extends Switches {
  /** The cohort that is told apart. */
  month?: string
  by?: string
}

export const persistencySearch = (search: Search): PersistencySearch => ({ ...switches(search), ...text(search, 'month'), ...text(search, 'by') })

export const ROWS_OF = ['dues', 'people', 'policies', 'collection', 'persistency', 'tasks', 'requests'] as const

/** Which rows: the figure that they stand behind, and what narrows it. */
export interface RowsSearch extends PersistencySearch {
  of?: (typeof ROWS_OF)[number]
  q?: string
  figure?: string
  state?: string
  standing?: string
  tier?: string
  cell?: number
  window?: string
  year?: string
  counted?: string
  verdict?: string
  order?: string
  /** Whose rows, by the key of `by`; `-` for what nobody owned. */
  owner?: string
  workplace?: string
  overdue?: boolean
  recent?: boolean
}

const NARROWING = ['q', 'figure', 'state', 'standing', 'tier', 'window', 'year', 'counted', 'verdict', 'order', 'owner', 'workplace'] as const

export const rowsSearch = (search: Search): RowsSearch => {
  const of = ROWS_OF.find((one) => one === search['of'])
  return {
    ...(of && { of }),
    ...persistencySearch(search),
    ...Object.assign({}, ...NARROWING.map((key) => text(search, key))),
    ...number(search, 'cell'),
    ...(search['overdue'] === true ? { overdue: true } : {}),
    ...(search['recent'] === true ? { recent: true } : {}),
  }
}

export interface TodoSearch {
  reason?: string
  district?: string
  q?: string
  customer?: number
}

export const todoSearch = (search: Search): TodoSearch => ({
  ...text(search, 'reason'),
  ...text(search, 'district'),
  ...text(search, 'q'),
  ...number(search, 'customer'),
})
