import { lazy, Suspense } from 'react'

export interface DialogProps {
  title: string
  isOpen: boolean
  onClose: () => void
  children: React.ReactNode
  wide?: boolean
}

// Dialogs come after the page that opens them, but are there before somebody does.
const sheet = import('./Sheet')
const Sheet = lazy(() => sheet.then((file) => ({ default: file.Sheet })))

export function Dialog({ isOpen, ...rest }: DialogProps) {
  return isOpen ? (
    <Suspense>
      <Sheet {...rest} />
    </Suspense>
  ) : null
}
