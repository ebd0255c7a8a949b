/** Numbers, shares and times as the language writes them. */
import { localeTag } from './index'

export function count(value: number): string {
  return new Intl.NumberFormat(localeTag()).format(value)
}

export function decimal(value: number, digits: number): string {
  return new Intl.NumberFormat(localeTag(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)
}

/** A share as per cent; `value` of `total` where both are given. */
export function percent(value: number, total = 1, digits = 1): string {
  if (total === 0) return '–'
  return new Intl.NumberFormat(localeTag(), { style: 'percent', maximumFractionDigits: digits }).format(value / total)
}

/** A deviation from a mean: always with its sign. */
export function signedPercent(value: number): string {
  return new Intl.NumberFormat(localeTag(), { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' }).format(value)
}

export function metres(value: number): string {
  return value < 1000 ? `${count(Math.round(value))} m` : `${decimal(value / 1000, 1)} km`
}

export function dateTime(iso: string): string {
  return new Intl.DateTimeFormat(localeTag(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso))
}

/** A calendar day, which has no time zone. */
export function day(iso: string): string {
  return new Intl.DateTimeFormat(localeTag(), { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${iso}T00:00:00Z`))
}
