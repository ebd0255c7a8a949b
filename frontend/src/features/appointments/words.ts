/** The words of appointments and of the search for customers. */
import { t } from '@lingui/core/macro'
import { currentLocale } from '../../i18n'
import { keptWord } from '../../i18n/appointment-words'
import type { Group, Shown } from '../../rules/appointments'
import { policyClock } from '../../rules/days'
import type { Reason } from '../../rules/reasons'
import type { Step } from '../../rules/unreachable'

export const GROUP_WORDS: Record<Group, () => string> = {
  open: () => t`过期未记结果`,
  today: () => t`今天`,
  tomorrow: () => t`明天`,
  week: () => t`本周内`,
  later: () => t`以后`,
}

export const STATE_WORDS: Record<Shown, () => string> = {
  booked: () => t`已约`,
  rebooked: () => t`已改约`,
  confirming: () => t`待发确认`,
  confirmed: () => t`已发确认`,
  unconfirmed: () => t`确认未发出`,
  kept: () => keptWord('kept'),
  missed: () => keptWord('missed'),
  cancelled: () => t`已取消`,
}

/** A day in the least room: without its year, with its weekday. */
export function nearDay(day: string): string {
  const form = new Intl.DateTimeFormat(currentLocale(), { month: 'short', day: 'numeric', weekday: 'short', timeZone: 'UTC' })
  return form.format(new Date(`${day}T00:00:00Z`))
}

export type Place = 'home' | 'station' | 'phone' | 'elsewhere'
export const PLACES: Place[] = ['home', 'station', 'phone', 'elsewhere']
export const PLACE_WORDS: Record<Place, () => string> = {
  home: () => t`上门`,
  station: () => t({ message: '网点', context: 'one' }),
  phone: () => t`电话`,
  elsewhere: () => t`其他地点`,
}

/** Why a time does not suit, or what is to be thought of. */
export function againstText({ code, params }: Reason): string {
  const name = String(params['name'] ?? '')
  if (code === 'past') return t`这个时间已经过去。`
  if (code === 'hours') return t`约访时间在 ${String(params['first'])}–${String(params['end'])} 之间，不打扰客户休息。`
  if (code === 'far') return t`最多提前 ${String(params['days'])} 天预约。`
  if (code === 'tight') return t`与 ${name} 的约访相隔不到 ${String(params['minutes'])} 分钟，路上可能来不及。`
  const span = `${policyClock(Number(params['from']))}–${policyClock(Number(params['to']))}`
  if (code === 'clash') return t`与 ${name} 的约访 ${span} 冲突。`
  return name ? t`当天路线在 ${span} 排了 ${name}，会重新安排。` : t`当天路线在 ${span} 排了一站，会重新安排。`
}

/** Why no message goes to the customer. */
export function untellableText(code: string): string {
  return code === 'appointment.do_not_call' ? t`客户登记了勿扰，不发短信；请当面或电话说定。` : t`一天内已给客户发过几次约访短信，不再发。`
}

/** Why the message could not leave. */
export function untoldText(code: string): string {
  if (code === 'message.no_number') return t`没有可用的手机号，确认短信发不出：请当面或电话说定，并核对联系方式。`
  return t`短信平台没有接收确认短信：请当面或电话说定。`
}

/** Steps have their words in both languages in the rules. */
export const stepWord = (step: Pick<Step, 'zh' | 'en'>): string => (currentLocale() === 'en' ? step.en : step.zh)
