import { Trans, useLingui } from '@lingui/react/macro'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { scan, type NoCamera } from './scanning'

/** A code stays before the camera for a while: it is told once. */
const SAME_MS = 4_000

/** The camera, which is on only while somebody wants it. */
export function Scanner({ onFound }: { onFound: (text: string) => void }) {
  const [isOn, setOn] = useState(false)
  const [trouble, setTrouble] = useState<NoCamera>()
  return (
    <>
      {isOn && (
        <Picture
          onFound={onFound}
          onTrouble={(what) => {
            setTrouble(what)
            setOn(false)
          }}
        />
      )}
      {trouble && (
        <Notice tone="warn">
          {trouble === 'denied' ? (
            <Trans>没有相机权限。可以在浏览器设置里允许，或输入客户的签到码。</Trans>
          ) : (
            <Trans>这台设备没有可用的相机，请输入客户的签到码。</Trans>
          )}
        </Notice>
      )}
      <div>
        <Button
          look={isOn ? 'quiet' : 'primary'}
          icon="eye"
          onPress={() => {
            setTrouble(undefined)
            setOn(!isOn)
          }}
        >
          {isOn ? <Trans>关闭相机</Trans> : <Trans>扫签到码</Trans>}
        </Button>
      </div>
    </>
  )
}

function Picture({ onFound, onTrouble }: { onFound: (text: string) => void; onTrouble: (what: NoCamera) => void }) {
  const { t } = useLingui()
  const video = useRef<HTMLVideoElement>(null)
  const last = useRef({ text: '', at: 0 })
  const found = useEffectEvent((text: string) => {
    const isSame = text === last.current.text && Date.now() - last.current.at < SAME_MS
    last.current = { text, at: Date.now() }
    if (!isSame) onFound(text)
  })
  const told = useEffectEvent((what: NoCamera | undefined) => what && onTrouble(what))
  useEffect(() => {
    const stopping = new AbortController()
    if (video.current) void scan(video.current, (text) => found(text), stopping.signal).then((what) => told(what))
    return () => stopping.abort()
  }, [])
  return <video ref={video} className="door-camera" muted playsInline aria-label={t`相机画面`} />
}
