import { useLingui } from '@lingui/react/macro'
import { count } from '../../i18n/format'
import { isDue, isOf } from '../../outbox/photo'
import { usePhotos } from '../../photos/hooks'

/** How many photos of something the server does not have yet, after it has taken the rest. */
export function Unsent({ subject }: { subject: string }) {
  const { t } = useLingui()
  const { all } = usePhotos()
  const many = all.filter((photo) => isOf(photo, subject) && isDue(photo)).length
  return many > 0 ? <p>{t`还有 ${count(many)} 张照片在本机，待上传。`}</p> : null
}
