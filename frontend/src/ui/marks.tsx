/** Small marks that mean the same on every screen: the stage of the four-sell, how late something is. */
import { useLingui } from '@lingui/react'
import { Trans } from '@lingui/react/macro'
import { stageWord } from '../i18n/work'

export function StageBadge({ stage }: { stage: string }) {
  useLingui()
  return (
    <span className="badge stage" data-stage={stage}>
      {stageWord(stage)}
    </span>
  )
}

export function OverdueBadge({ days }: { days: number }) {
  if (days <= 0) return null
  return (
    <span className="badge badge-bad">
      <Trans>逾期 {days} 天</Trans>
    </span>
  )
}
