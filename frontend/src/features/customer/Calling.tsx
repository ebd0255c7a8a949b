import { lazy, Suspense } from 'react'
import { loadSoon } from '../../ui/drawn'
import type { CallProps } from './CallDialog'

// It comes after the page, but is there before somebody calls: and also when the network goes then.
const load = () => import('./CallDialog')
const CallDialog = lazy(() => load().then((file) => ({ default: file.CallDialog })))
loadSoon(load)

export function Calling(props: CallProps) {
  return (
    <Suspense>
      <CallDialog {...props} />
    </Suspense>
  )
}
