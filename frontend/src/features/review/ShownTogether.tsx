import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { Review } from '../../api/review'
import { day } from '../../i18n/format'
import { useWaitingFor } from '../../outbox/fates'
import { newId } from '../../outbox/ids'
import { useDoing } from '../../outbox/operations'
import { Button } from '../../ui/Button'
import { FateNotice } from '../../ui/FateNotice'

/** To say that both have looked at it; what stood on the screen is kept. */
export function ShownTogether({ customer, review }: { customer: number; review: Review }) {
  const { t } = useLingui()
  const act = useDoing()
  const waiting = useWaitingFor((kind, payload) => kind === 'review.shown' && payload['customer_id'] === customer)?.op_id
  const [sent, setSent] = useState<string>()
  const confirm = async () => {
    const stored = await act('review.shown', { review_id: newId(), customer_id: customer, figures: review.figures })
    if (stored) setSent(stored.op_id)
  }
  return (
    <div className="review-shown">
      <Button icon="done" isDisabled={waiting !== undefined} onPress={() => void confirm()}>
        <Trans>已一起看过</Trans>
      </Button>
      <p className="soft">{review.shown_on ? t`上次一起看过：${day(review.shown_on)}` : t`与客户一起看完后点这里，系统会保存当时的数字。`}</p>
      <FateNotice opId={waiting ?? sent} done={t`已记下：一起看过这份检视`} />
    </div>
  )
}
