import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { customerQuery, type TodayItem } from '../../api/field'
import { dateTime } from '../../i18n/format'
import { skipReasonWord } from '../../i18n/work'
import { useDoing } from '../../outbox/operations'
import { policyDay } from '../../rules/days'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Notice } from '../../ui/Notice'
import { useDay } from '../appointments/data'
import { ReasonDialog } from './ReasonDialog'

const REASONS = ['no_time', 'not_needed', 'customer_asked'] as const

interface Props {
  item: TodayItem
  onClose: () => void
}

export function SkipDialog({ item, onClose }: Props) {
  const { t } = useLingui()
  const act = useDoing()
  const story = useQuery(customerQuery(item.customer_id))
  const today = useDay()
  const agreed = story.data?.appointments.find((one) => one.task_id === item.task_id && one.state === 'booked' && policyDay(one.starts_at) === today)
  if (agreed) return <Agreed item={item} at={agreed.starts_at} onClose={onClose} />
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

/** Somebody waits for him today. */
function Agreed({ item, at, onClose }: Props & { at: string }) {
  const { t } = useLingui()
  return (
    <Dialog title={t`跳过 ${item.name_masked}`} isOpen onClose={onClose}>
      <Notice tone="warn">
        <strong>{t`已与客户约在 ${dateTime(at)}，不能跳过。`}</strong>
        <span>
          <Trans>客户在等您：请改约，或取消约访。</Trans>
        </span>
      </Notice>
      <div className="row dialog-foot">
        <span className="row-end" />
        <Button onPress={onClose}>
          <Trans>关闭</Trans>
        </Button>
        <Link to="/appointments" className="button button-primary">
          <Trans>去约访</Trans>
        </Link>
      </div>
    </Dialog>
  )
}
