/** An event's day and hours, in the time zone of the policies: it takes place there, wherever somebody looks at it. */
import { localeTag } from '../../i18n'
import { ZONE } from '../../rules/days'

const OFFSET = '+08:00'

/** 2026年12月5日周六 14:00–16:00, in the language of the reader. */
export function eventTime(startsAt: string, endsAt: string): string {
  const format = new Intl.DateTimeFormat(localeTag(), { year: 'numeric', month: 'short', day: 'numeric', weekday: 'short', timeZone: ZONE })
  return `${format.format(new Date(startsAt))} ${hourOf(startsAt)}–${hourOf(endsAt)}`
}

/** The calendar day of a moment: Swedish writes it as ISO does. */
export function dayOf(moment: string | Date): string {
  return new Date(moment).toLocaleDateString('sv', { timeZone: ZONE })
}

/** The time of day of a moment: 14:00. */
export function hourOf(moment: string): string {
  return new Date(moment).toLocaleTimeString('sv', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' })
}

export function momentOf(day: string, hour: string): string {
  return `${day}T${hour}:00${OFFSET}`
}
