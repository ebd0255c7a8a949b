/** Days and times as the browser's own fields write them, by the calendar on the wall. */

export function inDays(days: number, from = new Date()): string {
  const day = new Date(from)
  day.setDate(day.getDate() + days)
  return day.toLocaleDateString('sv')
}

/** As a field for date and time has it: 2026-03-01T09:30. */
export function localTime(at: Date): string {
  return at.toLocaleString('sv').slice(0, 16).replace(' ', 'T')
}

export function inHours(hours: number, from = new Date()): string {
  return localTime(new Date(from.getTime() + hours * 3_600_000))
}
