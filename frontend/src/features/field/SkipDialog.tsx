import { useLingui } from '@lingui/react/macro'
import type { TodayItem } from '../../api/field'
import { skipReasonWord } from '../../i18n/work'
import { useDoing } from '../../outbox/operations'
import { ReasonDialog } from './ReasonDialog'

const REASONS = ['no_time', 'not_needed', 'customer_asked'] as const

export function SkipDialog({ item, onClose }: { item: TodayItem; onClose: () => void }) {
  const { t } = useLingui()
  const act = useDoing()
  return (
    <ReasonDialog
      title={t`跳过 ${item.name_masked}`}
      label={t`跳过的原因`}
      reasons={REASONS}
      word={skipReasonWord}
      action={t`跳过`}
      onChoose={(reason) => act('task.skip', { task_id: item.task_id, customer_id: item.customer_id, reason })}
      onClose={onClose}
    />
  )
}
