import { useLingui } from '@lingui/react'
import { riskWord } from '../i18n/work'

const COLOURS: Record<string, string> = { high: 'var(--risk-high)', medium: 'var(--risk-medium)', low: 'var(--risk-low)' }

/** How likely a due is to lapse: the same colour and word in every list. */
export function Risk({ tier }: { tier: string | null }) {
  useLingui()
  if (tier === null) return <span className="soft">–</span>
  return (
    <span className="risk">
      <span className="swatch" style={{ background: COLOURS[tier] ?? 'var(--kind-none)' }} />
      {riskWord(tier)}
    </span>
  )
}
