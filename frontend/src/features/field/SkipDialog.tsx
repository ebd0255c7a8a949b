import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { TodayItem } from '../../api/field'
import { skipReasonWord } from '../../i18n/work'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Tiles } from '../../ui/Tiles'
import { useDoing } from './operations'

const REASONS = ['no_time', 'not_needed', 'customer_asked'] as const

export function SkipDialog({ item, onClose }: { item: TodayItem; onClose: () => void }) {
  const { t } = useLingui()
  const act = useDoing()
  const [reason, setReason] = useState<(typeof REASONS)[number]>()
  return (
    <Dialog title={t`跳过 ${item.name_masked}`} isOpen onClose={onClose} wide>
      <Tiles
        label={t`跳过的原因`}
        tiles={REASONS.map((value) => ({ value, label: skipReasonWord(value) }))}
        value={reason}
        onChange={setReason}
      />
      <div className="row">
        <span className="row-end" />
        <Button onPress={onClose}>
          <Trans>取消</Trans>
        </Button>
        <Button
          look="primary"
          isDisabled={!reason}
          onPress={() => {
            act('task.skip', { task_id: item.task_id, customer_id: item.customer_id, reason })
            onClose()
          }}
        >
          <Trans>跳过</Trans>
        </Button>
      </div>
    </Dialog>
  )
}
