import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import type { DialogProps } from './Dialog'

export function Sheet({ title, onClose, children, wide = false }: Omit<DialogProps, 'isOpen'>) {
  return (
    <ModalOverlay className="overlay" isOpen onOpenChange={(open) => !open && onClose()} isDismissable>
      <Modal className={wide ? 'dialog dialog-wide' : 'dialog'}>
        <Dialog>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
