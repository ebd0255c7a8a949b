/** Minutes of the day, where the policies are. */
import { ZONE } from '../../../rules/days'

const CLOCK = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

export function minuteOfDay(ms: number): number {
  const [hours = 0, minutes = 0] = CLOCK.format(ms).split(':').map(Number)
  return hours * 60 + minutes
}

/** 09:05 */
export function timeOfDay(minute: number): string {
  return [Math.floor(minute / 60) % 24, minute % 60].map((part) => String(part).padStart(2, '0')).join(':')
}
