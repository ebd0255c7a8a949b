import { useLingui } from '@lingui/react/macro'
import { Text, UNSTABLE_Toast, UNSTABLE_ToastContent, UNSTABLE_ToastQueue, UNSTABLE_ToastRegion } from 'react-aria-components'
import { Button } from './Button'

interface News {
  text: string
  undo?: () => void
}

const queue = new UNSTABLE_ToastQueue<News>({ maxVisibleToasts: 3 })
const SHOWN_MS = 8_000
/** So long what was done can be taken back from here. */
const UNDO_MS = 10_000

export function add(text: string, undo?: () => void): void {
  queue.add(undo ? { text, undo } : { text }, { timeout: undo ? UNDO_MS : SHOWN_MS })
}

export function Toasts() {
  const { t } = useLingui()
  return (
    <UNSTABLE_ToastRegion queue={queue} className="toasts" aria-label={t`消息`}>
      {({ toast }) => (
        <UNSTABLE_Toast toast={toast} className="toast">
          <UNSTABLE_ToastContent>
            <Text slot="title">{toast.content.text}</Text>
          </UNSTABLE_ToastContent>
          {toast.content.undo && (
            <Button
              onPress={() => {
                toast.content.undo?.()
                queue.close(toast.key)
              }}
            >{t`撤销`}</Button>
          )}
          <Button slot="close" look="quiet" icon="close" aria-label={t`关闭`} />
        </UNSTABLE_Toast>
      )}
    </UNSTABLE_ToastRegion>
  )
}
