import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { ACKNOWLEDGED_WHAT, UNSIGNED_REASON } from '../../i18n/acknowledged'
import { dateTime } from '../../i18n/format'
import type { NotTaken } from '../../photos/photos'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Notice } from '../../ui/Notice'
import { Tiles } from '../../ui/Tiles'
import type { Acknowledged } from './draft'
import { SignaturePad } from './SignaturePad'
import { pictureOf, type Stroke } from './signature'

interface Props {
  onDone: (made: Acknowledged, signature?: Blob) => Promise<NotTaken | undefined>
  onClose: () => void
}

/** The customer reads what he acknowledges, and signs below it; or says it, or does not want to. */
export function AcknowledgeDialog({ onDone, onClose }: Props) {
  const { t } = useLingui()
  const [what, setWhat] = useState<Acknowledged['what']>('visit')
  const [how, setHow] = useState<Acknowledged['how']>('signed')
  const [reason, setReason] = useState<Acknowledged['reason']>()
  const [strokes, setStrokes] = useState<Stroke[]>([])
  const [trouble, setTrouble] = useState<NotTaken>()
  const [isSaving, setSaving] = useState(false)
  const [at] = useState(() => new Date().toISOString())
  const when = dateTime(at)
  const text = {
    visit: t`${when}，服务专员上门与我见面，向我介绍了服务。`,
    documents: t`${when}，服务专员当面收到了我交来的材料。`,
    papers: t`${when}，我当面收到了服务专员交来的材料。`,
  }[what]
  const only = t`只确认以上事实，不表示同意缴费、变更保单或办理其他事项。`
  const save = async () => {
    // Before the next press: two pictures would be two attachments.
    setSaving(true)
    try {
      const signature = how === 'signed' ? await pictureOf(strokes, `${text}${only}`) : undefined
      setTrouble(await onDone({ what, text: `${text}${only}`, how, ...(how !== 'signed' && reason && { reason }) }, signature))
    } finally {
      setSaving(false)
    }
  }
  return (
    <Dialog title={t`客户确认`} isOpen wide onClose={onClose}>
      <div className="stack">
        <Tiles
          label={t`确认什么`}
          tiles={(['visit', 'documents', 'papers'] as const).map((value) => ({ value, label: ACKNOWLEDGED_WHAT[value]() }))}
          value={what}
          onChange={setWhat}
        />
        <p className="acknowledged-text">
          {text}
          {only}
        </p>
        <Tiles
          label={t`怎样确认`}
          tiles={[
            { value: 'signed', label: t`签名` },
            { value: 'by_voice', label: t`口头确认` },
            { value: 'declined', label: t`不签` },
          ]}
          value={how}
          onChange={setHow}
        />
        {how === 'signed' ? (
          <SignaturePad strokes={strokes} onChange={setStrokes} />
        ) : (
          <Tiles
            label={t`原因`}
            tiles={(['cannot_write', 'prefers_not', 'has_doubts'] as const).map((value) => ({ value, label: UNSIGNED_REASON[value]() }))}
            value={reason}
            onChange={setReason}
          />
        )}
        {trouble && <Notice>{t`签名没有保存。请先上传或清理设备空间，再签一次。`}</Notice>}
        <div className="row dialog-foot">
          <span className="row-end" />
          <Button onPress={onClose}>
            <Trans>取消</Trans>
          </Button>
          <Button look="primary" isDisabled={how === 'signed' ? strokes.length === 0 : !reason} isPending={isSaving} onPress={() => void save()}>
            <Trans>完成</Trans>
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
