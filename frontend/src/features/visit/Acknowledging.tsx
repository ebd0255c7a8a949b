import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { ACKNOWLEDGED_HOW } from '../../i18n/acknowledged'
import { canTake } from '../../photos/of-account'
import { usePhotos } from '../../photos/hooks'
import { Button } from '../../ui/Button'
import { AcknowledgeDialog } from './AcknowledgeDialog'
import { photosOfVisit, type Acknowledged, type Draft } from './draft'

interface Props {
  draft: Draft
  onChange: (part: Partial<Draft>) => void
}

/** What the customer acknowledges, if anything: that something took place, never money or rights. */
export function Acknowledging({ draft, onChange }: Props) {
  const { t } = useLingui()
  const { all, photos } = usePhotos()
  const [isOpen, setOpen] = useState(false)
  const { acknowledged } = draft
  const subject = photosOfVisit(draft)
  const done = async (made: Acknowledged, signature?: Blob) => {
    const earlier = all.filter((photo) => photo.subject === subject && photo.isSignature && !photo.isRemoved)
    const trouble = signature && (await photos.take(subject, draft.customer_id, signature, { isSignature: true }))
    if (trouble) return trouble
    for (const photo of earlier) await photos.remove(photo)
    onChange({ acknowledged: made })
    setOpen(false)
    return undefined
  }
  if (!canTake()) return null
  return (
    <div className="acknowledged">
      <div>
        <strong>{acknowledged ? ACKNOWLEDGED_HOW[acknowledged.how]() : t`客户确认（可不做）`}</strong>
        <p className="soft">{acknowledged?.text ?? t`请客户确认见过面，或收到、交来材料。缴费和保单变更不在这里签名，由客户本人在自己的手机上办。`}</p>
      </div>
      <Button onPress={() => setOpen(true)}>{acknowledged ? <Trans>重做</Trans> : <Trans>请客户确认</Trans>}</Button>
      {isOpen && <AcknowledgeDialog onDone={done} onClose={() => setOpen(false)} />}
    </div>
  )
}
