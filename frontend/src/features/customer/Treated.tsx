import { lazy, Suspense } from 'react'
import { useMay } from '../../session/may'

const Decisions = lazy(() => import('./Decisions').then((file) => ({ default: file.Decisions })))

/** Why he was, or was not, contacted: for operations, not for those who serve him. */
export function Treated({ customer }: { customer: number }) {
  const sees = useMay('seeRisk')
  if (!sees) return null
  return (
    <Suspense>
      <Decisions customer={customer} />
    </Suspense>
  )
}
