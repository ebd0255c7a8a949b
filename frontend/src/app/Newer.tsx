import { Trans } from '@lingui/react/macro'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useOutbox, useWaiting } from '../outbox/operations'
import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'
import { followProgram, keepProgram, newerProgram, takeNewer } from './program'

/** A newer program never takes over by itself: somebody may be writing. */
export function Newer() {
  const newer = useSyncExternalStore(followProgram, newerProgram)
  const [isLater, setLater] = useState(false)
  const outbox = useOutbox()
  // What is received changes with what waits.
  useWaiting()
  const isTooOld = outbox.received().some(({ receipt }) => receipt.code === 'protocol.older')
  // Without a network it is kept already, or the next start tries again.
  useEffect(() => void keepProgram().catch(() => undefined), [])
  useEffect(() => {
    if (isTooOld) void keepProgram().then((kept) => kept.update()).catch(() => undefined)
  }, [isTooOld])
  if (newer === 'none' || isLater) return null
  return (
    <div className="bar-notice">
      <Notice tone="warn">
        <div className="row">
          <span>
            {newer === 'replaced' ? <Trans>另一个窗口已更新到新版本，请在方便时重新打开本页。</Trans> : <Trans>有新版本。更新会重新打开本页：待上传的内容，以及写到一半的面访、通话结果和回复都会保留。</Trans>}
          </span>
          <span className="row-end" />
          <Button onPress={() => setLater(true)}>
            <Trans>稍后</Trans>
          </Button>
          <Button look="primary" isPending={newer === 'comes'} onPress={() => void takeNewer()}>
            {newer === 'waits' && <Trans context="do">更新</Trans>}
            {newer === 'comes' && <Trans>正在更新…</Trans>}
            {newer === 'replaced' && <Trans>重新打开</Trans>}
          </Button>
        </div>
      </Notice>
    </div>
  )
}
