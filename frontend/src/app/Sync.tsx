import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react'
import { askToKeep } from '../db/room'
import { holdBoth, withWords } from '../i18n'
import { count } from '../i18n/format'
import { isDue } from '../outbox/photo'
import { useOutbox, useSendingAgain, useWaiting } from '../outbox/operations'
import { useMay } from '../session/may'
import { drawn } from '../ui/drawn'
import { Icon } from '../ui/icons'
import { useTablet } from './tablet'
import { loadAppointments, loadCell, loadCustomer, loadDoor, loadInbox, loadMyEvents, loadRequest, loadSearch, loadSync, loadToday, loadVisit, loadWeek } from './visit-pages'

const loadNotStored = withWords(() => import('../features/sync/NotStored'), 'field')
const NotStored = lazy(() => loadNotStored().then((file) => ({ default: file.NotStored })))

// What is not needed for the first picture comes after it.
const Unread = lazy(() => drawn.then(() => import('./Unread')).then((file) => ({ default: file.Unread })))

const SendingPhotos = lazy(() => import('../photos/SendingPhotos').then((file) => ({ default: file.SendingPhotos })))

/** How much is only on this device, on every screen of somebody who works a cell. */
export function Sync() {
  return useMay('work') ? <Unsent /> : null
}

function Unsent() {
  const { t } = useLingui()
  const outbox = useOutbox()
  const waiting = useWaiting()
  const photos = useSyncExternalStore(outbox.subscribe, outbox.photos)
  const many = waiting.length + photos.filter(isDue).length
  const trouble = useSyncExternalStore(outbox.subscribe, outbox.trouble)
  useSendingAgain()
  useTablet()
  useEffect(() => void drawn.then(makeReady), [])
  return (
    <>
      <Suspense>
        <Unread />
      </Suspense>
      <Link to="/sync" className="button button-quiet">
        <span className={many > 0 ? 'badge badge-warn' : 'badge'}>
          <Icon name="upload" size={16} />
          <span className="bar-words">{t`待上传`} </span>
          {count(many)}
        </span>
      </Link>
      {photos.length > 0 && (
        <Suspense>
          <SendingPhotos />
        </Suspense>
      )}
      {trouble && (
        <Suspense>
          <NotStored trouble={trouble} onClose={outbox.understood} />
        </Suspense>
      )}
    </>
  )
}

/** What a visit needs is here before the network goes, and stays: in a stairwell it could not be fetched any more. */
function makeReady(): void {
  void Promise.allSettled([loadSync(), loadNotStored(), loadVisit(), loadRequest(), loadCustomer(), loadToday(), loadCell(), loadAppointments(), loadSearch(), loadMyEvents(), loadDoor(), loadInbox(), loadWeek()]).then(holdBoth)
  void askToKeep(navigator.storage).catch(() => undefined)
}
