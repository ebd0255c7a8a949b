/**
 * The contact budget and the hours of calls, as `gridward.engagement.budget` has them: both pass `tests/golden/contact_budget.json`.
 * What a tablet finds by it is provisional: other departments may have called meanwhile.
 */
import type { Schemas } from '../api/client'
import { momentOf, plusDays, policyDay, policyTime } from './days'
import type { Reason } from './reasons'

export type BudgetRules = Schemas['BudgetRules']
type Window = BudgetRules['window'][number]

type Contact = Pick<Schemas['PastContact'], 'at' | 'department' | 'channel' | 'direction' | 'result' | 'purpose' | 'ours'>

/** A contact that counts. */
export interface Used {
  at: string
  purpose: string
  channel: string
  department: string
}

export interface Budget {
  windows: { window: Window; used: Used[] }[]
  /** Why there may be no contact now; none where there may. */
  reasons: Reason[]
  /** When there may be one again, in milliseconds. */
  freeAt: number | undefined
}

/** What of a customer's contacts uses up something: those that reached him, and were not his own. */
export function counted({ delivered, in_vain }: BudgetRules, contacts: Contact[]): Used[] {
  const reached = contacts.filter(({ result }) => !in_vain.results.includes(result ?? ''))
  return reached.flatMap(({ at, department, channel, direction, purpose, ours }) => {
    if (ours) {
      const isOurs = (channel === 'call' || channel === 'visit') && direction === null
      return isOurs ? [{ at, channel, department, purpose: purpose === 'marketing' ? 'marketing' : 'service' }] : []
    }
    const by = delivered.call.includes(channel) ? 'call' : delivered.visit.includes(channel) ? 'visit' : undefined
    if (by === undefined || delivered.inbound.includes(direction ?? '')) return []
    return [{ at, channel: by, department, purpose: delivered.marketing.includes(department) ? 'marketing' : 'service' }]
  })
}

/** What is left at a moment. A contact that passes (statutory, or the customer asked for it) is only counted. */
export function budgetAt(rules: BudgetRules, past: Used[], purpose: string, channel: string, at: number, passes = false): Budget {
  const windows = rules.window
    .filter((window) => window.purpose === purpose && window.channel === channel)
    .map((window) => ({ window, used: within(past, window, at) }))
  if (passes) return { windows, reasons: [], freeAt: undefined }
  const full = windows.filter(({ window, used }) => used.length >= window.contacts)
  const reasons = full.map(({ window, used }) => usedUp(window, used))
  let freeAt = Math.max(at, ...full.map(({ window, used }) => Date.parse(used[window.contacts - 1]!.at) + span(window)))
  if (channel === 'call') {
    if (!isAwake(rules.hours, at)) reasons.push({ code: 'quiet_hours', params: { first: rules.hours.first.slice(0, 5), end: rules.hours.end.slice(0, 5) } })
    freeAt = nextAwake(rules.hours, freeAt)
  }
  return { windows, reasons, freeAt: reasons.length > 0 ? freeAt : undefined }
}

const span = (window: Window): number => window.days * 86_400_000

function within(past: Used[], window: Window, at: number): Used[] {
  return past
    .filter((one) => one.purpose === window.purpose && one.channel === window.channel)
    .filter((one) => Date.parse(one.at) > at - span(window) && Date.parse(one.at) <= at)
    .sort((one, other) => Date.parse(other.at) - Date.parse(one.at))
}

function usedUp(window: Window, used: Used[]): Reason {
  const departments = [...new Set(used.map((one) => one.department))]
  return { code: 'contact_budget_used', params: { channel: window.channel, days: window.days, count: used.length, limit: window.contacts, departments } }
}

function isAwake({ first, end }: BudgetRules['hours'], at: number): boolean {
  const time = policyTime(at)
  return first <= time && time < end
}

function nextAwake(hours: BudgetRules['hours'], at: number): number {
  if (isAwake(hours, at)) return at
  const day = policyDay(at)
  return momentOf(policyTime(at) < hours.first ? day : plusDays(day, 1), hours.first)
}
