import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Tiles } from '../../ui/Tiles'

interface Props<Reason extends string> {
  title: string
  /** What the reasons are asked for. */
  label: string
  reasons: readonly Reason[]
  word: (reason: Reason) => string
  /** The word on the button that does it. */
  action: string
  /** Answers with nothing where it could not be done. */
  onChoose: (reason: Reason) => Promise<unknown>
  onClose: () => void
  children?: React.ReactNode
}

/** Something that is not done as it was asked for needs a reason. */
export function ReasonDialog<Reason extends string>({ title, label, reasons, word, action, onChoose, onClose, children }: Props<Reason>) {
  const [reason, setReason] = useState<Reason>()
  const choose = async () => {
    if (await onChoose(reason!)) onClose()
  }
  return (
    <Dialog title={title} isOpen onClose={onClose} wide>
      {children}
      <Tiles label={label} tiles={reasons.map((value) => ({ value, label: word(value) }))} value={reason} onChange={setReason} />
      <div className="row dialog-foot">
        <span className="row-end" />
        <Button onPress={onClose}>
          <Trans>取消</Trans>
        </Button>
        <Button look="primary" isDisabled={reason === undefined} onPress={() => void choose()}>
          {action}
        </Button>
      </div>
    </Dialog>
  )
}
