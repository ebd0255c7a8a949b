import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTold } from '../../outbox/fates'
import type { Receipt as Received } from '../../outbox/operation'
import { Button } from '../../ui/Button'
import { FateWays } from '../../ui/FateNotice'
import { Icon } from '../../ui/icons'
import { Unsent } from '../photos/Unsent'
import { photosOfVisit, type Draft } from './draft'
import { BookButton } from '../appointments/Booking'
import { useDrafts } from './unfinished'

interface Props {
  opId: string
  subject: string
  draft: Draft
  /** Go back to what was written and mend it. */
  onMend: () => void
}

/** What became of the visit. A green tick only for what the server has taken. */
export function Receipt({ opId, subject, draft, onMend }: Props) {
  const { t } = useLingui()
  const { fate, told } = useTold(opId, t`已上传，面访已生效`)
  const drafts = useDrafts()
  const isOver = fate.state === 'received' && fate.receipt.state !== 'invalid'
  useEffect(() => {
    // An old receipt may be looked at again while the next visit is written down.
    if (isOver && drafts.read(subject)?.saved === opId) drafts.clear(subject)
  }, [isOver, drafts, subject, opId])
  return (
    <div className="visit-receipt field-page">
      <h1>
        <Trans>上门面访</Trans> <span className="visit-who">{draft.name}</span>
      </h1>
      <div aria-live="polite">
        {told ? (
          <div className="told" data-tone={told.tone}>
            <Icon name={ICON[told.tone]} size={40} />
            <h2>{told.title}</h2>
            {told.text && <p>{told.text}</p>}
            {fate.state === 'received' && fate.receipt.state === 'forwarded' && (
              <p>
                <Trans>这次面访仍计在您名下。</Trans>
              </p>
            )}
            {fate.state === 'received' && fate.receipt.state === 'invalid' && <Faults receipt={fate.receipt} onMend={onMend} />}
            <FateWays opId={opId} fate={fate} />
            <Unsent subject={photosOfVisit(draft)} />
          </div>
        ) : (
          <div className="told" data-tone="plain">
            <Icon name="info" size={40} />
            <p>
              <Trans>这次面访早已上传，结果见客户全景。</Trans>
            </p>
          </div>
        )}
      </div>
      <div className="stop-actions">
        <Link to="/today" search={{}} className="button button-primary">
          <Trans>回到今日工作</Trans>
        </Link>
        <BookButton customer={draft.customer_id} name={draft.name} />
        <Link to="/customers/$customerId" params={{ customerId: String(draft.customer_id) }} className="button">
          <Trans>客户全景</Trans>
        </Link>
      </div>
    </div>
  )
}

const ICON = { good: 'done', warn: 'clock', bad: 'warning' } as const

function Faults({ receipt, onMend }: { receipt: Received; onMend: () => void }) {
  const { t } = useLingui()
  const words: Record<string, string> = {
    outcome: t`面访结果`,
    promise: t`承诺缴费`,
    next_step: t`下一步`,
    next_on: t`下一步`,
    note: t`记录`,
    attachments: t`照片`,
    acknowledged: t`客户确认`,
  }
  const wrong = receipt.fields.flatMap(({ field }) => words[field?.split('.')[0] ?? ''] ?? field ?? [])
  return (
    <>
      {wrong.length > 0 && <p>{t`请检查：${[...new Set(wrong)].join(t`、`)}`}</p>}
      <Button look="primary" onPress={onMend}>
        <Trans>修改后再保存</Trans>
      </Button>
    </>
  )
}
