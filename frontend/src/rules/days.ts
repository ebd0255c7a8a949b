/** Days as `2026-03-10`, and moments as they are on the clock where the policies run. */

export type Day = string

const DAY_MS = 86_400_000
/** Where the policies run: their days and hours are meant wherever a device is, and whatever zone it is set to. */
export const ZONE = 'Asia/Shanghai'
/** It has had no other hours since 1991. */
const AHEAD_MS = 8 * 3_600_000

export const daysFrom = (first: Day, then: Day): number => (Date.parse(then) - Date.parse(first)) / DAY_MS

export const plusDays = (day: Day, days: number): Day => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)

/** `moment`: in milliseconds, or as ISO writes it. */
export const policyDay = (moment: number | string): Day => new Date(new Date(moment).getTime() + AHEAD_MS).toISOString().slice(0, 10)

/** `09:30:00` on a policy's clock. */
export const policyTime = (moment: number): string => new Date(moment + AHEAD_MS).toISOString().slice(11, 19)

/** Minutes of the day there. */
export const policyMinute = (moment: number): number => Math.floor(((moment + AHEAD_MS) % DAY_MS) / 60_000)

export const minuteNow = (): number => policyMinute(Date.now())

/** The moment of a time of day there. */
export const momentOf = (day: Day, time: string): number => Date.parse(`${day}T${time}Z`) - AHEAD_MS

/** `09:30` on a policy's clock. */
export const policyClock = (moment: number): string => policyTime(moment).slice(0, 5)
