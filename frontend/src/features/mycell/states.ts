/** What the cell's map and list show of a customer: where his care stands, or where his premium stands. */
import type { Uncovered } from '../../address/field'
import type { CellCustomer } from '../../api/field'
import { careStateWord, dueStateWord } from '../../i18n/work'
import type { Theme } from '../../ui/theme'

export type By = 'care' | 'due'

export interface Filter {
  state?: string | undefined
  tier?: string | undefined
  q?: string | undefined
  uncovered?: Uncovered | undefined
}

const DAY_MS = 86_400_000

/** Nothing of the kind: no due, or nobody to care for anew. */
export const NONE = 'none'

/** From the most pressing to the least. */
const ORDER: Record<By, string[]> = {
  care: ['allotted', 'unreachable', 'contacted', 'in_service', 'refused', 'closed', NONE],
  due: ['in_grace', 'due', 'suspended', 'upcoming', NONE],
}

/** MapLibre cannot read CSS variables; these are the tokens `--care-*` and `--due-*`. */
const COLOURS: Record<Theme, Record<string, string>> = {
  light: {
    allotted: '#c2571a',
    unreachable: '#b3261e',
    contacted: '#3d7fc4',
    in_service: '#2f8f6f',
    in_grace: '#c2571a',
    due: '#d9a441',
    suspended: '#b3261e',
    upcoming: '#3d7fc4',
  },
  dark: {
    allotted: '#e88a4e',
    unreachable: '#ff8a80',
    contacted: '#6aa5e6',
    in_service: '#4fb893',
    in_grace: '#e88a4e',
    due: '#e0b860',
    suspended: '#ff8a80',
    upcoming: '#6aa5e6',
  },
}
const OTHER: Record<Theme, string> = { light: '#8b96a0', dark: '#7d8892' }

export function stateOf(customer: CellCustomer, by: By): string {
  return (by === 'care' ? customer.care_state : customer.due_state) ?? NONE
}

export function colourOf(state: string, theme: Theme): string {
  return COLOURS[theme][state] ?? OTHER[theme]
}

export function wordOf(state: string, by: By, none: string): string {
  if (state === NONE) return none
  return by === 'care' ? careStateWord(state) : dueStateWord(state)
}

/** The states that occur, with how many customers are in each, the most pressing first. */
export function statesOf(customers: CellCustomer[], by: By): { state: string; customers: number }[] {
  const groups = Map.groupBy(customers, (one) => stateOf(one, by))
  return ORDER[by].flatMap((state) => {
    const group = groups.get(state)
    return group ? [{ state, customers: group.length }] : []
  })
}

export function fitting(customers: CellCustomer[], by: By, { state, tier, q, uncovered }: Filter, now = Date.now()): CellCustomer[] {
  const wanted = q?.trim().toLowerCase()
  return customers.filter(
    (one) =>
      (!state || stateOf(one, by) === state) &&
      (!tier || (one.customer_tier ?? NONE) === tier) &&
      (!uncovered || isUncovered(one, uncovered, now)) &&
      (!wanted || one.name_masked.toLowerCase().includes(wanted) || (one.community ?? '').toLowerCase().includes(wanted)),
  )
}

/** Whoever was never spoken to has not been spoken to within any time either. */
function isUncovered({ last_contact_at: at }: CellCustomer, since: Uncovered, now: number): boolean {
  return at === null || (since !== 'never' && Date.parse(at) < now - Number(since) * DAY_MS)
}

export function byUrgency(by: By): (a: CellCustomer, b: CellCustomer) => number {
  const rank = (one: CellCustomer) => ORDER[by].indexOf(stateOf(one, by))
  return (a, b) => rank(a) - rank(b) || b.open_tasks - a.open_tasks || (a.community ?? '').localeCompare(b.community ?? '', 'zh-CN')
}
