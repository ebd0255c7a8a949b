/** When somebody can be met, what stands in the way of it, and whether he is to be told: what a specialist goes by without a network. */
import type { Schemas } from '../api/client'
import { daysFrom, momentOf, plusDays, policyClock, policyDay, policyTime, type Day } from './days'
import type { Reason } from './reasons'

export type AppointmentRules = Schemas['AppointmentRules']
type Facts = Schemas['AppointmentFacts']

const MINUTE_MS = 60_000
const HALF_HOUR_MS = 30 * MINUTE_MS
const DAY_MS = 86_400_000
const WEEK = 7

export type Group = 'open' | 'today' | 'tomorrow' | 'week' | 'later'
export const GROUPS: Group[] = ['open', 'today', 'tomorrow', 'week', 'later']

/** Where it stands on the agenda; nowhere when it is over. `open`: its day is over, and nobody said what became of it. */
export function groupOf({ starts_at, state }: Pick<Facts, 'starts_at' | 'state'>, day: Day): Group | undefined {
  const days = daysFrom(day, policyDay(starts_at))
  if (days === 0) return 'today'
  if (state !== 'booked') return undefined
  if (days < 0) return 'open'
  return days === 1 ? 'tomorrow' : days < WEEK ? 'week' : 'later'
}

export type Shown = 'booked' | 'rebooked' | 'confirming' | 'confirmed' | 'unconfirmed' | 'kept' | 'missed' | 'cancelled'

/** `confirming`: the message waits, here or at the server; `unconfirmed`: it could not leave. */
export function shownState({ state, revision, confirmed_at, told_at, untold }: Pick<Facts, 'state' | 'revision' | 'confirmed_at' | 'told_at' | 'untold'>): Shown {
  if (state !== 'booked') return state
  if (confirmed_at !== null) return told_at !== null ? 'confirmed' : untold !== null ? 'unconfirmed' : 'confirming'
  return revision > 1 ? 'rebooked' : 'booked'
}

/** A time that is taken: by an appointment, or by a stop of the day's route, which gives way. In milliseconds. */
export interface Busy {
  from: number
  to: number
  /** Whose. */
  name: string
  is: 'appointment' | 'route'
  byPhone: boolean
}

export interface Wish {
  from: number
  minutes: number
  byPhone: boolean
}

/** What stands in the way of a wish. */
export function against(rules: AppointmentRules, wish: Wish, busy: Busy[], now: number): { blocks: Reason[]; warns: Reason[] } {
  const to = wish.from + wish.minutes * MINUTE_MS
  const { first, end } = rules.hours
  const day = policyDay(wish.from)
  const blocks: Reason[] = []
  if (wish.from < now) blocks.push({ code: 'past', params: {} })
  if (policyTime(wish.from) < first || to > momentOf(day, end)) blocks.push({ code: 'hours', params: { first: first.slice(0, 5), end: end.slice(0, 5) } })
  if (daysFrom(policyDay(now), day) > rules.days_ahead) blocks.push({ code: 'far', params: { days: rules.days_ahead } })
  const clashes = busy.filter((one) => one.from < to && one.to > wish.from)
  const reason = (code: string) => (one: Busy) => ({ code, params: { name: one.name, from: one.from, to: one.to } })
  const agreed = clashes.filter((one) => one.is === 'appointment')
  const way = rules.way_minutes * MINUTE_MS
  const near = busy.filter((one) => one.is === 'appointment' && !clashes.includes(one) && !one.byPhone && !wish.byPhone && one.from < to + way && one.to > wish.from - way)
  return {
    blocks: [...blocks, ...agreed.map(reason('clash'))],
    warns: [...near.map((one) => ({ code: 'tight', params: { name: one.name, minutes: rules.way_minutes } })), ...clashes.filter((one) => one.is === 'route').map(reason('route'))],
  }
}

/** Times of a day at which somebody can be met, every half hour; those that are taken are not among them. */
export function freeTimes(rules: AppointmentRules, day: Day, wish: Omit<Wish, 'from'>, busy: Busy[], now: number): number[] {
  const end = momentOf(day, rules.hours.end)
  const found: number[] = []
  for (let from = momentOf(day, rules.hours.first); from < end; from += HALF_HOUR_MS) {
    if (against(rules, { ...wish, from }, busy, now).blocks.length === 0) found.push(from)
  }
  return found
}

/** The first day on which there is such a time. */
export function firstDay(rules: AppointmentRules, wish: Omit<Wish, 'from'>, busy: Busy[], now: number): Day {
  const today = policyDay(now)
  for (let days = 0; days <= rules.days_ahead; days++) {
    const day = plusDays(today, days)
    if (freeTimes(rules, day, wish, busy, now).length > 0) return day
  }
  return today
}

/** Why no message may go to him now: he wants none, or had enough. The server looks once more. */
export function untellable(rules: AppointmentRules, him: { do_not_call: boolean; appointments: Pick<Facts, 'confirmed_at' | 'untold'>[] }, now: number): string | undefined {
  if (him.do_not_call) return 'appointment.do_not_call'
  const since = now - rules.messages.days * DAY_MS
  const told = him.appointments.filter(({ confirmed_at: at, untold }) => at !== null && untold === null && Date.parse(at) > since)
  return told.length >= rules.messages.most ? 'appointment.told_often' : undefined
}

/** The message as he gets it. */
export function messageText(text: string, customer: string, from: number): string {
  const [year, month, day] = policyDay(from).split('-').map(Number)
  const on = `${year}年${month}月${day}日`
  return text.replace('{customer}', customer || '客户').replace('{on}', on).replace('{time}', policyClock(from))
}
