import { lazy, Suspense } from 'react'
import type { TodayItem, VisitRequest } from '../../api/field'
import { loadSoon } from '../../ui/drawn'

// They come after the page, but are there before somebody declines: and also when the network goes then.
const load = () => import('./decline-dialogs')
const SkipDialog = lazy(() => load().then((file) => ({ default: file.SkipDialog })))
const ReturnDialog = lazy(() => load().then((file) => ({ default: file.ReturnDialog })))
loadSoon(load)

export function Skipping(props: { item: TodayItem; onClose: () => void }) {
  return (
    <Suspense>
      <SkipDialog {...props} />
    </Suspense>
  )
}

export function Returning(props: { request: VisitRequest; onClose: () => void }) {
  return (
    <Suspense>
      <ReturnDialog {...props} />
    </Suspense>
  )
}
