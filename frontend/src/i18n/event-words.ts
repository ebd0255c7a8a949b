/** The words of events: kinds, states, answers, why one fits, and why nobody may be invited by a message. */
import { t } from '@lingui/core/macro'
import { count, day, metres } from './format'
import type { Reason } from './why'
import { wordOf } from './words'

export const eventKindWord = wordOf({
  health_talk: () => t`健康讲座`,
  family_day: () => t`家庭日`,
  policy_service_day: () => t`保单服务日`,
  seminar: () => t`知识讲堂`,
  interest_class: () => t`兴趣课堂`,
})

export const eventStateWord = wordOf({
  draft: () => t`草稿`,
  open: () => t`报名中`,
  answers_over: () => t`报名时间已过`,
  closed: () => t`报名截止`,
  over: () => t`已举办`,
  cancelled: () => t`已取消`,
})

export const signUpStateWord = wordOf({
  signed_up: () => t`已报名`,
  waiting: () => t`候补`,
  declined: () => t`不参加`,
  cancelled: () => t`已取消报名`,
  attended: () => t`已到场`,
  absent: () => t`未到场`,
})

export const inviteChannelWord = wordOf({ face_to_face: () => t`当面邀请`, message: () => t`短信邀请` })

/** Interests as the insurer's book writes them. */
export const interestWord = wordOf({
  健康养生: () => t`健康养生`,
  广场舞: () => t`广场舞`,
  旅游: () => t`旅游`,
  亲子教育: () => t`亲子教育`,
  书法: () => t`书法`,
  摄影: () => t`摄影`,
  理财: () => t`理财`,
  烹饪: () => t`烹饪`,
  羽毛球: () => t`羽毛球`,
  钓鱼: () => t`钓鱼`,
  戏曲: () => t`戏曲`,
  宠物: () => t`宠物`,
  太极: () => t`太极`,
  读书: () => t`读书`,
})

export const interestList = (interests: string[]) => interests.map(interestWord).join(t`、`)

type Params = Record<string, unknown>
type Texts = Record<string, (params: Params) => string>

const number = (params: Params, key: string) => Number(params[key] ?? 0)

/** Why an event fits a customer. */
export function fitText(reason: Reason): string {
  return FIT[reason.code]?.(reason.params) ?? reason.code
}

export function ageRange(from: number | null, to: number | null): string {
  if (from !== null && to !== null) return t`${from} 至 ${to} 岁`
  if (from !== null) return t`${from} 岁及以上`
  return to === null ? t`不限年龄` : t`${to} 岁及以下`
}

const age = (params: Params, key: string) => (typeof params[key] === 'number' ? params[key] : null)

const FIT: Texts = {
  shared_interest: (params) => t`兴趣相符：${interestList(Array.isArray(params['interests']) ? params['interests'].map(String) : [])}`,
  distance: (params) => t`离家约 ${metres(number(params, 'metres'))}`,
  for_age: (params) => t`适合 ${ageRange(age(params, 'age_from'), age(params, 'age_to'))}`,
  for_district: () => t`面向他所在的区`,
  seats_left: (params) => t`还有 ${count(number(params, 'seats'))} 个名额`,
  seats_gone: () => t`名额已满，可以候补`,
}

/** Why he cannot be invited by a message now. */
export function noMessageText(reason: Reason): string {
  return NO_MESSAGE[reason.code]?.(reason.params) ?? reason.code
}

const NO_MESSAGE: Texts = {
  no_marketing_consent: () => t`客户还没有同意接收营销信息`,
  marketing_refused: (params) => (params['until'] ? t`客户不同意接收营销信息，${day(String(params['until']))} 前不再询问` : t`客户不同意接收营销信息`),
  do_not_call: () => t`客户登记了勿扰`,
  marketing_budget_used: (params) => t`营销触达额度已用完：${count(number(params, 'days'))} 天内已有 ${count(number(params, 'count'))} 次`,
  no_mobile: () => t`没有登记手机号`,
}
