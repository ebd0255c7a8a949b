import { Trans, useLingui } from '@lingui/react/macro'
import { dateTime, decimal } from '../../i18n/format'
import { problemText } from '../../i18n/problems'
import type { Photo } from '../../outbox/photo'
import { usePhotos, usePicture } from '../../photos/hooks'
import { Button } from '../../ui/Button'
import { save } from '../../ui/csv'
import { Section } from '../../ui/Section'
import { isUnreadable, usePhotoState } from '../photos/Taken'
import { ageOf } from './age'
import { CustomerLink } from './Unsent'
import '../photos/photos.css'

const KIB = 1024

/** Photos that are only on this device: how large, since when, and why. */
export function Photos({ now }: { now: number }) {
  const { t } = useLingui()
  const { all } = usePhotos()
  const shown = all.filter((photo) => !photo.isRemoved)
  if (shown.length === 0) return null
  return (
    <Section title={t`待上传的照片`} many={shown.length}>
      <ul className="sync-rows">
        {shown.map((photo) => (
          <Row key={photo.id} photo={photo} now={now} />
        ))}
      </ul>
      <p className="soft">
        <Trans>面访等内容先上传，照片随后分段上传，断了会接着传。还没有保存的面访，照片保存后才上传。</Trans>
      </p>
    </Section>
  )
}

function Row({ photo, now }: { photo: Photo; now: number }) {
  const { t } = useLingui()
  const { photos } = usePhotos()
  const address = usePicture(photo)
  const { id, refused, customer, taken_at: takenAt, size, exported, op_id: named } = photo
  const write = async () => {
    save(`gridward-${takenAt.slice(0, 10)}-${id}.${photo.kind.split('/')[1] ?? 'bin'}`, await photos.content(photo))
    await photos.mark([id], { exported: true })
  }
  const isStuck = refused !== undefined
  return (
    <li>
      <div className="photo-names">
        {address && !isUnreadable(photo) && <img src={address} alt="" />}
        <div>
          <CustomerLink customer={customer}>{dateTime(takenAt)}</CustomerLink>
          <div className="soft">
            {decimal(Math.ceil(size / KIB), 0)} KB · {t`已等 ${ageOf(takenAt, now)}`}
            {exported && ` · ${t`已导出`}`}
          </div>
          {refused && (
            <div>
              {problemText(refused).what} {problemText(refused).todo}
            </div>
          )}
        </div>
      </div>
      <span className="row-end" />
      <StateBadge photo={photo} />
      {isStuck && photo.sha256 && <Button onPress={() => void photos.mark([id], { refused: undefined })}>{t`重试`}</Button>}
      <Button icon="download" onPress={() => void write().catch(() => undefined)}>{t`导出`}</Button>
      {(isStuck || named === undefined) && (
        <Button icon="bin" onPress={() => void photos.drop([photo])}>{t`移除`}</Button>
      )}
    </li>
  )
}

function StateBadge({ photo }: { photo: Photo }) {
  const { t } = useLingui()
  const state = usePhotoState()(photo)
  return <span className={photo.refused ? 'badge badge-bad' : 'badge badge-warn'}>{photo.refused ? t`没有上传` : state}</span>
}
