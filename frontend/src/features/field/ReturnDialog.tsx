import { Trans, useLingui } from '@lingui/react/macro'
import type { VisitRequest } from '../../api/field'
import { returnReasonWord } from '../../i18n/work'
import { useDoing } from '../../outbox/operations'
import { ReasonDialog } from './ReasonDialog'

const REASONS = ['not_my_cell', 'moved_away', 'no_capacity', 'already_settled', 'unsafe'] as const

export function ReturnDialog({ request, onClose }: { request: VisitRequest; onClose: () => void }) {
  const { t } = useLingui()
  const act = useDoing()
  return (
    <ReasonDialog
      title={t`退回 ${request.name_masked} 的转上门`}
      label={t`退回的原因`}
      reasons={REASONS}
      word={returnReasonWord}
      action={t`退单`}
      onChoose={(reason) => act('request.return', { request_id: request.id, reason })}
      onClose={onClose}
    >
      <p className="soft">
        <Trans>退回后坐席会看到原因，客户回到待呼名单。</Trans>
      </p>
    </ReasonDialog>
  )
}
