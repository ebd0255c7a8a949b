import { useLingui } from '@lingui/react/macro'
import { dateTime, percent } from '../../i18n/format'
import { problemText } from '../../i18n/problems'
import type { Photo } from '../../outbox/photo'
import { usePicture } from '../../photos/hooks'
import { Button } from '../../ui/Button'

/** One photo with where it stands. */
export function Taken({ photo, onRemove }: { photo: Photo; onRemove: () => void }) {
  const { t } = useLingui()
  const address = usePicture(photo)
  return (
    <figure className="photo" data-tone={photo.refused ? 'bad' : undefined}>
      {address ? <img src={address} alt={t`${dateTime(photo.taken_at)} 拍的照片`} /> : <div className="skeleton" />}
      {photo.op_id === undefined && <Button look="quiet" icon="close" aria-label={t`移除这张照片`} onPress={onRemove} />}
      <figcaption>{usePhotoState()(photo)}</figcaption>
    </figure>
  )
}

export function usePhotoState(): (photo: Photo) => string {
  const { t } = useLingui()
  return ({ refused, sha256, op_id: named, sent, size }) => {
    if (refused) return problemText(refused).what
    if (!sha256) return t`正在处理`
    if (named === undefined) return t`已存在本机`
    return sent > 0 ? t`已传 ${percent(sent, size, 0)}` : t`待上传`
  }
}
