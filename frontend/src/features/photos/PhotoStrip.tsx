import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { roomOf } from '../../db/room'
import { count } from '../../i18n/format'
import { canTake } from '../../photos/of-account'
import { usePhotos } from '../../photos/hooks'
import type { NotTaken } from '../../photos/photos'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/icons'
import { Notice } from '../../ui/Notice'
import { Taken } from './Taken'
import './photos.css'

/** As many as one operation names. */
const MOST = 10
const LOW_BYTES = 50 << 20

interface Props {
  label: string
  /** What they are taken for: `visit/ID`. */
  subject: string
  customer: number
  most?: number
}

/** Photos that are taken here and sent with what the page keeps: each is on the device before it is shown. */
export function PhotoStrip({ label, subject, customer, most = MOST }: Props) {
  const { t } = useLingui()
  const { all, photos } = usePhotos()
  const input = useRef<HTMLInputElement>(null)
  const [trouble, setTrouble] = useState<NotTaken>()
  const [isTaking, setIsTaking] = useState(false)
  const mine = all.filter((photo) => photo.subject === subject && !photo.isSignature)
  const shown = mine.filter((photo) => !photo.isRemoved)
  const removed = mine.filter((photo) => photo.isRemoved).slice(0, Math.max(0, most - shown.length))
  if (!canTake()) return <Notice tone="warn">{t`这个浏览器或地址不能安全地保存照片，请用 https 地址打开。`}</Notice>
  const take = async (file: File) => {
    setIsTaking(true)
    setTrouble(await photos.take(subject, customer, file))
    setIsTaking(false)
  }
  return (
    <fieldset className="stack-tight">
      <legend className="field-label">{label}</legend>
      <div className="photos" aria-live="polite">
        {shown.map((photo) => (
          <Taken key={photo.id} photo={photo} onRemove={() => void photos.remove(photo)} />
        ))}
        {shown.length < most && (
          <button type="button" className="photo-add" disabled={isTaking} onClick={() => input.current?.click()}>
            <Icon name="camera" size={28} />
            {isTaking ? t`正在保存…` : t`拍照`}
          </button>
        )}
        <input
          ref={input}
          hidden
          type="file"
          accept="image/*"
          capture="environment"
          aria-label={t`拍照`}
          onChange={({ target }) => {
            const file = target.files?.[0]
            // So that the same one can be chosen again.
            if (file) void take(file).finally(() => (target.value = ''))
          }}
        />
      </div>
      {removed.length > 0 && (
        <p className="row soft">
          {t`已移除 ${count(removed.length)} 张`}
          <Button look="quiet" onPress={() => removed.forEach((photo) => void photos.remove(photo, false))}>
            <Trans>撤销</Trans>
          </Button>
        </p>
      )}
      {trouble && <NotTakenNotice why={trouble} />}
      <Room />
    </fieldset>
  )
}

function NotTakenNotice({ why }: { why: NotTaken }) {
  const { t } = useLingui()
  const words = {
    too_large: t`这个文件超过 40 MB，没有保存。请用相机重新拍照。`,
    full: t`本机存储空间已满，这张照片没有保存；之前的都还在。请先上传或清理设备空间，再拍一次。`,
    not_stored: t`这张照片没有保存，请再拍一次。一直不行时，请重新打开本页。`,
  }
  return <Notice>{words[why]}</Notice>
}

/** Said before something is lost. */
function Room() {
  const { t } = useLingui()
  const { data } = useQuery({ queryKey: ['room'], queryFn: () => roomOf(navigator.storage), networkMode: 'always' })
  const left = data?.allowed !== undefined && data.used !== undefined ? data.allowed - data.used : undefined
  return left !== undefined && left < LOW_BYTES ? <Notice tone="warn">{t`本机存储空间快满了，请先上传或清理设备空间再拍照。`}</Notice> : null
}
