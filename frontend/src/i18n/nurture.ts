/** The words of the programme between dues. The names of its occasions stand in its rules, in both languages. */
import { t } from '@lingui/core/macro'
import type { Occasion } from '../api/nurture'
import { currentLocale } from './index'

type Words = Record<string, () => string>

const word = (words: Words, key: string): string => words[key]?.() ?? key

/** An occasion by its name; one that the rules have no more keeps the name by which it was counted. */
export function occasionWord(occasions: Occasion[], name: string): string {
  return occasions.find((one) => one.name === name)?.[currentLocale()] ?? name
}

const STEPS: Words = { message: () => t`关怀消息`, field: () => t`专员联系`, call: () => t`外呼` }
export const nurtureStepWord = (key: string) => word(STEPS, key)

const PURPOSES: Words = { service: () => t`服务`, marketing: () => t`营销，须客户同意` }
export const nurturePurposeWord = (key: string) => word(PURPOSES, key)

const REASONS: Words = {
  refused_service: () => t`客户拒绝服务`,
  not_notified: () => t`还没有告知由谁服务`,
  do_not_call: () => t`客户要求勿扰`,
  marketing_refused: () => t`不愿接受介绍`,
  no_marketing_consent: () => t`没有同意接受介绍`,
  no_number: () => t`没有手机号`,
  due_near: () => t`临近应缴或应缴未缴`,
  open_case: () => t`有事项未办结`,
  programme_budget: () => t`日常关怀的额度已用完`,
  marketing_budget: () => t`营销触达额度已用完`,
  call_budget: () => t`外呼额度已用完`,
  contacted_lately: () => t`最近联系过`,
  other_occasion: () => t`当晚已有更重要的事由`,
  no_specialist: () => t`网格暂无专员`,
  specialist_full: () => t`专员手上的已够多`,
}
export const leftOutWord = (key: string) => word(REASONS, key)
