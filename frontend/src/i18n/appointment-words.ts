/** How appointments end, in words. */
import { t } from '@lingui/core/macro'
import { wordOf } from './words'

export const CANCEL_REASONS = ['customer_asked', 'no_time', 'not_needed'] as const

export const cancelReasonWord = wordOf({
  customer_asked: () => t`客户要求取消`,
  no_time: () => t`我来不及`,
  not_needed: () => t`不需要了`,
})

export const keptWord = wordOf({
  kept: () => t`已赴约`,
  missed: () => t`未赴约`,
})
