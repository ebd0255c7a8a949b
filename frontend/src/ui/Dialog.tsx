import { lazy, Suspense } from 'react'
import { loadSoon } from './drawn'

export interface DialogProps {
  title: string
  isOpen: boolean
  onClose: () => void
  children: React.ReactNode
  wide?: boolean
}

// Dialogs come after the page that opens them, but are there before somebody does.
const load = () => import('./Sheet')
const Sheet = lazy(() => load().then((file) => ({ default: file.Sheet })))
loadSoon(load)

export function Dialog({ isOpen, ...rest }: DialogProps) {
  return isOpen ? (
    <Suspense>
      <Sheet {...rest} />
    </Suspense>
  ) : null
}
