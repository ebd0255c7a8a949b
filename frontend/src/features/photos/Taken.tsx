import { useLingui } from '@lingui/react/macro'
import { dateTime, percent } from '../../i18n/format'
import { problemText } from '../../i18n/problems'
import type { Photo } from '../../outbox/photo'
import { usePicture } from '../../photos/hooks'
import { UNREADABLE } from '../../photos/photos'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/icons'

/** One photo with where it stands. */
export function Taken({ photo, onRemove }: { photo: Photo; onRemove: () => void }) {
  const { t } = useLingui()
  return (
    <figure className="photo" data-tone={photo.refused ? 'bad' : undefined}>
      <Picture photo={photo} />
      {photo.op_id === undefined && <Button look="quiet" icon="close" aria-label={t`移除这张照片`} onPress={onRemove} />}
      <figcaption>{usePhotoState()(photo)}</figcaption>
    </figure>
  )
}

/** What is in it, or that nothing can be shown of it. */
export function Picture({ photo }: { photo: Photo }) {
  return isUnreadable(photo) ? (
    <div className="photo-unreadable">
      <Icon name="file" size={28} />
    </div>
  ) : (
    <Shown photo={photo} />
  )
}

function Shown({ photo }: { photo: Photo }) {
  const { t } = useLingui()
  const address = usePicture(photo)
  return address ? <img src={address} alt={t`${dateTime(photo.taken_at)} 拍的照片`} /> : <div className="skeleton" />
}

/** The browser can show nothing of it. */
export const isUnreadable = ({ refused }: Photo): boolean => refused?.code === UNREADABLE

export function usePhotoState(): (photo: Photo) => string {
  const { t } = useLingui()
  return ({ refused, sha256, op_id: named, sent, size }) => {
    if (refused) return problemText(refused).what
    if (!sha256) return t`正在处理`
    if (named === undefined) return t`已存在本机`
    return sent > 0 ? t`已传 ${percent(sent, size, 0)}` : t`待上传`
  }
}
