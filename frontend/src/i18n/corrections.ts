/** How a refused row stands, in words. */
import { t } from '@lingui/core/macro'
import type { RefusedState, RowIssue } from '../api/corrections'
import { currentLocale } from '.'
import { findingText } from './findings'

export function refusedStateWord(state: RefusedState): string {
  return {
    wrong: t`待更正`,
    waits: t`等待所引用的行`,
    ready: t`可以导入`,
    left_out: t`不导入`,
    delivered: t`已重新导入`,
  }[state]
}

export function issueText(issue: RowIssue): string {
  return currentLocale() === 'en' ? issue.detail : (findingText(issue.code) ?? issue.detail)
}
