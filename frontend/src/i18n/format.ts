/** Numbers, shares and times as the language writes them. */
import { t } from '@lingui/core/macro'
import { policyDay, ZONE } from '../rules/days'
import { localeTag } from './index'

/** Making a format takes longer than writing hundreds of numbers or days with it. */
function kept<O, F>(Format: new (tag: string, options: O) => F): (options: O) => F {
  const formats = new Map<string, F>()
  return (options) => {
    const tag = localeTag()
    const key = tag + JSON.stringify(options)
    const format = formats.get(key) ?? new Format(tag, options)
    formats.set(key, format)
    return format
  }
}

const numberFormat = kept<Intl.NumberFormatOptions, Intl.NumberFormat>(Intl.NumberFormat)
const dateFormat = kept<Intl.DateTimeFormatOptions, Intl.DateTimeFormat>(Intl.DateTimeFormat)

export function count(value: number): string {
  return numberFormat({}).format(value)
}

export function decimal(value: number, digits: number): string {
  return numberFormat({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)
}

/** A share as per cent; `value` of `total` where both are given. */
export function percent(value: number, total = 1, digits = 1): string {
  if (total === 0) return '–'
  return numberFormat({ style: 'percent', maximumFractionDigits: digits }).format(value / total)
}

/** A deviation from a mean: always with its sign. */
export function signedPercent(value: number): string {
  return numberFormat({ style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' }).format(value)
}

/** Yuan, as the server sends them: a number, or its text with two decimals. Whole amounts are written without decimals. */
export function money(value: number | string): string {
  return numberFormat({
    style: 'currency',
    currency: 'CNY',
    currencyDisplay: 'narrowSymbol',
    trailingZeroDisplay: 'stripIfInteger',
  }).format(Number(value))
}

export function metres(value: number): string {
  return value < 1000 ? `${count(Math.round(value))} m` : `${decimal(value / 1000, 1)} km`
}

/** Moments are told by the clock where the policies run, as the server reckons with them. */
export function dateTime(iso: string): string {
  return dateFormat({ dateStyle: 'medium', timeStyle: 'short', timeZone: ZONE }).format(new Date(iso))
}

/** A moment in the least room: its time where that is today's, else its day. */
export function momentShort(iso: string): string {
  const isOfToday = policyDay(iso) === today()
  const form: Intl.DateTimeFormatOptions = isOfToday ? { hour: '2-digit', minute: '2-digit' } : { month: '2-digit', day: '2-digit' }
  return dateFormat({ ...form, timeZone: ZONE }).format(new Date(iso))
}

/** The day of a moment. */
export function dayOf(iso: string): string {
  return dateFormat({ dateStyle: 'medium', timeZone: ZONE }).format(new Date(iso))
}

/** A calendar day, which has no time zone. */
export function day(iso: string): string {
  return dateFormat({ dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${iso}T00:00:00Z`))
}

/** A calendar day in the least room, for tables. */
export function dayShort(iso: string): string {
  return dateFormat({ year: 'numeric', month: '2-digit', day: '2-digit', timeZone: 'UTC' }).format(new Date(`${iso}T00:00:00Z`))
}

/** The month of a calendar day. */
export function month(iso: string): string {
  return dateFormat({ year: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(`${iso}T00:00:00Z`))
}

/** A month in the least room: 26-03. */
export function monthShort(iso: string): string {
  return iso.slice(2, 7)
}

/** Today, where the policies run. */
export const today = (): string => policyDay(Date.now())

const DAY_MS = 86_400_000

/** Days until a calendar day; negative when it is over. */
export function daysUntil(iso: string, from = today()): number {
  return Math.round((Date.parse(iso) - Date.parse(from)) / DAY_MS)
}

/** A short time that runs down: minutes and seconds. */
export function clockTime(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** A longer time: hours and minutes. */
export function hoursAndMinutes(ms: number): string {
  const minutes = Math.max(0, Math.ceil(ms / 60_000))
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return hours > 0 ? t`${hours} 小时 ${rest} 分` : t`${rest} 分`
}

const MINUTE_MS = 60_000

/** How long until a moment, in the two largest units; undefined when it has passed. */
export function timeLeft(until: string, now: number): string | undefined {
  const minutes = Math.ceil((Date.parse(until) - now) / MINUTE_MS)
  if (minutes <= 0) return undefined
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24]
  if (days > 0 && hours === 0) return t`${days} 天`
  if (days > 0) return t`${days} 天 ${hours} 小时`
  return hours > 0 ? t`${hours} 小时 ${minutes % 60} 分` : t`${minutes} 分钟`
}
