import { Trans, useLingui } from '@lingui/react/macro'
import { Dialog } from '../../ui/Dialog'
import { QrCode } from './QrCode'
import { eventTime } from './times'
import './qr.css'

interface Props {
  event: { title: string; starts_at: string; ends_at: string }
  code: string
  onClose: () => void
}

/** The code of a sign-up, to be shown to the customer, who takes a picture of it. */
export function CodeSheet({ event, code, onClose }: Props) {
  const { t } = useLingui()
  return (
    <Dialog title={t`签到码：${event.title}`} isOpen onClose={onClose}>
      <p>{eventTime(event.starts_at, event.ends_at)}</p>
      <QrCode code={code} />
      <p className="soft">
        <Trans>请客户拍下来，活动当天在门口出示；也可以报这 12 位字母和数字。</Trans>
      </p>
    </Dialog>
  )
}
