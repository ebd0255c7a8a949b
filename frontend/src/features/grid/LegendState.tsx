import { Trans } from '@lingui/react/macro'
import type { Plan } from '../../api/queries'
import { UNKNOWN } from '../../map/cells'
import { ErrorNotice } from '../../ui/Notice'
import { valueOf } from './colouring'
import type { Colouring } from './colourings'
import type { Figures } from './figures'

interface Props {
  plan: Plan | undefined
  figures: Figures
  colouring: Colouring
}

/** Why cells have no colour: it is being counted, could not be read, or is not known. */
export function LegendState({ plan, figures: { rows, isPending, error }, colouring }: Props) {
  if (error) return <ErrorNotice error={error} />
  if (isPending)
    return (
      <output className="soft">
        <Trans>正在计算…</Trans>
      </output>
    )
  if (colouring === 'worked_by' && plan?.effective_from == null)
    return (
      <p className="soft">
        <Trans>方案发布后才配备专员。</Trans>
      </p>
    )
  if (rows.every((cell) => valueOf(cell, colouring) !== null)) return null
  return (
    <p className="legend-unknown">
      <span className="swatch" style={{ background: UNKNOWN }} /> <Trans>其他网点的网格</Trans>
    </p>
  )
}
