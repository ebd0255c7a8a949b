import { useLingui } from '@lingui/react/macro'
import type { ModelList } from '../../api/risk-models'
import { Activations } from './Activations'

/** What was put in force when, by whom and why. */
export function ModelHistory({ found }: { found: ModelList }) {
  const { t } = useLingui()
  return (
    <Activations
      title={t`启用模型的记录`}
      activations={found.activations}
      what={(one) => (one.model === null ? t`评分卡` : t`模型 ${one.model}`)}
      none={t`还没有启用过模型。`}
    />
  )
}
