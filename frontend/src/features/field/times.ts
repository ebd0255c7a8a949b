/** Days and times as the person with the tablet has them. */
import { t } from '@lingui/core/macro'

const MINUTE = 60_000

/** How long until a moment, in the two largest units; undefined when it has passed. */
export function timeLeft(until: string, now: number): string | undefined {
  const minutes = Math.ceil((Date.parse(until) - now) / MINUTE)
  if (minutes <= 0) return undefined
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24]
  if (days > 0 && hours === 0) return t`${days} 天`
  if (days > 0) return t`${days} 天 ${hours} 小时`
  return hours > 0 ? t`${hours} 小时 ${minutes % 60} 分` : t`${minutes} 分钟`
}

/** The day as the calendar on the wall has it: Swedish writes it as ISO does. */
export function today(): string {
  return new Date().toLocaleDateString('sv')
}
