/** A need in words: what is there, what would be needed, what is missing. */
import { t } from '@lingui/core/macro'
import type { Need } from '../../api/review'
import { money } from '../../i18n/format'
import { needStateWord } from '../../i18n/review'

/** What is there against what would be needed. */
export function amountsText({ kind, state, cover, amount, at_least: atLeast }: Need): string {
  if (kind === 'has') return state === 'met' ? t`已有这项保障` : t`没有这项保障`
  const held = cover === null ? t`已有保额不明` : t`已有 ${money(cover)}`
  if (amount === null) return held
  return atLeast ? t`${held}，至少需要 ${money(amount)}` : t`${held}，约需 ${money(amount)}`
}

/** The gap, or how the need stands where there is none. */
export function gapText({ kind, state, gap, at_least: atLeast }: Need): string {
  if (state !== 'gap' || kind === 'has' || gap === null) return needStateWord(state)
  return atLeast ? t`缺口至少 ${money(gap)}` : t`缺口约 ${money(gap)}`
}
