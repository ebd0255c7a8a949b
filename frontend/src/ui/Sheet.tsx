import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from './Button'
import type { DialogProps } from './Dialog'

export function Sheet({ title, onClose, children, wide = false }: Omit<DialogProps, 'isOpen'>) {
  const { t } = useLingui()
  // What was chosen, written or drawn in it is not thrown away by a tap beside it, as a palm makes one, nor by a key.
  const [isWrittenIn, setWrittenIn] = useState(false)
  return (
    <ModalOverlay
      className="overlay"
      isOpen
      onOpenChange={(open) => !open && onClose()}
      isDismissable={!isWrittenIn}
      isKeyboardDismissDisabled={isWrittenIn}
    >
      <Modal className={wide ? 'dialog dialog-wide' : 'dialog'}>
        <Dialog>
          <div className="dialog-head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <Button slot="close" look="quiet" icon="close" aria-label={t`关闭`} />
          </div>
          <div className="dialog-content" onInput={() => setWrittenIn(true)} onClickCapture={({ target }) => isChoice(target) && setWrittenIn(true)}>
            {children}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

/** One of a few buttons of which one is pressed: it tells nothing of an input. */
const isChoice = (target: EventTarget) => target instanceof Element && target.closest('[aria-pressed]') !== null
