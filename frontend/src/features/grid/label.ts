import { t } from '@lingui/core/macro'
import type { Plan } from '../../api/queries'
import { count } from '../../i18n/format'
import { planStateWord } from '../../i18n/words'

/** A plan in a list of plans. */
export function planLabel(plan: Plan, unit: string): string {
  const cells = plan.cells === null ? '' : ` · ${count(plan.cells)} ${unit}`
  const drawn = plan.origin === 'drawn' ? ` · ${t`手绘`}` : ''
  return `v${plan.version} · ${planStateWord(plan.status)}${cells}${drawn}`
}
