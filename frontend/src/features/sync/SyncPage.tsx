import { Trans, useLingui } from '@lingui/react/macro'
import { lastHeard } from '../../api/contact'
import { count } from '../../i18n/format'
import { useWaiting } from '../../outbox/operations'
import { isDue } from '../../outbox/photo'
import { usePhotos } from '../../photos/hooks'
import { Figure, Figures } from '../../ui/Figures'
import { useNow } from '../../ui/now'
import { useOnline } from '../../ui/online'
import { ageOf } from './age'
import { Device } from './Device'
import { Files } from './Files'
import { Photos } from './Photos'
import { Received } from './Received'
import { Unsent } from './Unsent'
import '../../styles/field.css'
import './sync.css'

const MINUTE_MS = 60_000

/** What is only on this device, what became of what was sent, and how the device stands. */
export function SyncPage() {
  const { t } = useLingui()
  const waiting = useWaiting()
  const photos = usePhotos().all.filter(isDue).length
  const now = useNow(MINUTE_MS)
  const isOnline = useOnline()
  const heard = lastHeard()
  const oldest = waiting[0]?.operation.occurred_at
  const notes = [photos > 0 && t`其中照片 ${count(photos)} 张`, oldest && t`最早的已等 ${ageOf(oldest, now)}`].filter(Boolean)
  return (
    <div className="page-body field-page">
      <h1>
        <Trans>同步</Trans>
      </h1>
      <Figures>
        <Figure label={t`待上传`} value={count(waiting.length + photos)} {...(notes.length > 0 && { note: notes.join(' · ') })} />
        <Figure label={t`上次联系服务器`} value={heard === undefined ? '–' : t`${ageOf(heard, now)}前`} />
        <Figure label={t`网络`} value={isOnline ? t`已连接` : t`未连接`} />
      </Figures>
      <Unsent rows={waiting} now={now} />
      <Photos now={now} />
      <Received now={now} />
      <Files />
      <Device />
    </div>
  )
}
