/** Days and times as the browser's own fields write them, by the clock where the policies run. */
import { momentOf, plusDays, policyClock, policyDay } from '../../rules/days'

const HOUR_MS = 3_600_000

export const inDays = (days: number, from = Date.now()): string => plusDays(policyDay(from), days)

/** As a field for date and time has it: 2026-03-01T09:30. */
const fieldTime = (at: number): string => `${policyDay(at)}T${policyClock(at)}`

export const inHours = (hours: number, from = Date.now()): string => fieldTime(from + hours * HOUR_MS)

/** The moment that such a field means, as ISO writes it. */
export function momentIn(field: string): string {
  const [day = '', time = ''] = field.split('T')
  return new Date(momentOf(day, time.length === 5 ? `${time}:00` : time)).toISOString()
}
