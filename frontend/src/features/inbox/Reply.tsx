import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useDoing } from '../../outbox/operations'
import { Button } from '../../ui/Button'
import { NoteField } from '../../ui/NoteField'

const LONGEST = 200

/** A short answer: stored on the device first, like all that is done there. */
export function Reply({ message, onDone }: { message: string; onDone: () => void }) {
  const { t } = useLingui()
  const act = useDoing()
  const [text, setText] = useState('')
  const send = async () => {
    if (await act('message.reply', { message_id: message, text: text.trim() })) onDone()
  }
  return (
    <div className="stack">
      <NoteField label={t`回复`} rows={2} value={text} onChange={setText} maxLength={LONGEST} autoFocus />
      <div className="row">
        <span className="row-end" />
        <Button onPress={onDone}>
          <Trans>取消</Trans>
        </Button>
        <Button look="primary" isDisabled={text.trim() === ''} onPress={() => void send()}>
          <Trans>发送回复</Trans>
        </Button>
      </div>
    </div>
  )
}
