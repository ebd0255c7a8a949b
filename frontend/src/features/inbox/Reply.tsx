import { Trans, useLingui } from '@lingui/react/macro'
import { useDoing } from '../../outbox/operations'
import { useTyped } from '../../outbox/useTyped'
import { Button } from '../../ui/Button'
import { NoteField } from '../../ui/NoteField'

const LONGEST = 200

/** A short answer: stored on the device first, like all that is done there. */
export function Reply({ message, onDone }: { message: string; onDone: () => void }) {
  const { t } = useLingui()
  const act = useDoing()
  const { draft, change, done, forget } = useTyped('reply', message, () => ({ text: '' }))
  const text = draft.text.trim()
  const end = () => {
    forget()
    onDone()
  }
  const send = async () => {
    if (await act('message.reply', { message_id: message, text }, done)) end()
  }
  return (
    <div className="stack">
      <NoteField label={t`回复`} rows={2} value={draft.text} onChange={(next) => change({ text: next })} maxLength={LONGEST} autoFocus />
      <div className="row">
        <span className="row-end" />
        <Button onPress={end}>
          <Trans>取消</Trans>
        </Button>
        <Button look="primary" isDisabled={text === ''} onPress={() => void send()}>
          <Trans>发送回复</Trans>
        </Button>
      </div>
    </div>
  )
}
