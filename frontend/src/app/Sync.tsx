import { useLingui } from '@lingui/react/macro'
import { lazy, Suspense, useEffect, useState } from 'react'
import { holdBoth, withWords } from '../i18n'
import { count } from '../i18n/format'
import { useSendingAgain, useWaiting } from '../outbox/operations'
import { useMay } from '../session/may'
import { drawn } from '../ui/drawn'
import { Icon } from '../ui/icons'
import { loadCustomer, loadToday, loadVisit } from './visit-pages'

const load = withWords(() => import('./SyncDialog'), 'work', 'problems')
const SyncDialog = lazy(() => load().then((file) => ({ default: file.SyncDialog })))

/** How much is only on this device, on every screen of somebody who works a cell. */
export function Sync() {
  return useMay('work') ? <Unsent /> : null
}

function Unsent() {
  const { t } = useLingui()
  const [isOpen, setOpen] = useState(false)
  const waiting = useWaiting()
  useSendingAgain()
  useEffect(() => void drawn.then(fetchPages), [])
  return (
    <>
      <button type="button" className="button button-quiet" onClick={() => setOpen(true)}>
        <span className={waiting.length > 0 ? 'badge badge-warn' : 'badge'}>
          <Icon name="upload" size={16} />
          <span className="bar-words">{t`待上传`} </span>
          {count(waiting.length)}
        </span>
      </button>
      {isOpen && (
        <Suspense>
          <SyncDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

/** What a visit needs is here before the network goes: in a stairwell they could not be fetched any more. */
function fetchPages(): void {
  void Promise.allSettled([load(), loadVisit(), loadCustomer(), loadToday()]).then(holdBoth)
}
