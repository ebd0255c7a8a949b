/** How long something has waited. */
import { timeLeft } from '../../i18n/format'

/** In the two largest units, a minute at least; a clock that was set back makes it no less. */
export function ageOf(then: string | number, now: number): string {
  const since = Math.max(new Date(then).getTime(), 0)
  return timeLeft(new Date(Math.max(now, since + 1)).toISOString(), since)!
}
