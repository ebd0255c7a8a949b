/** A minute of the day as it is written: 09:05 */
export function timeOfDay(minute: number): string {
  return [Math.floor(minute / 60) % 24, minute % 60].map((part) => String(part).padStart(2, '0')).join(':')
}
