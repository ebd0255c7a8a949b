import { lazy, Suspense, useState } from 'react'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '../../ui/Button'
import { loadSoon } from '../../ui/drawn'
import type { BookProps } from './BookDialog'

// It comes after the page, but is there before somebody books: and also when the network goes then.
const load = () => import('./BookDialog')
const BookDialog = lazy(() => load().then((file) => ({ default: file.BookDialog })))
loadSoon(load)

export function Booking(props: BookProps) {
  return (
    <Suspense>
      <BookDialog {...props} />
    </Suspense>
  )
}

/** From wherever he is spoken of. */
export function BookButton(props: Omit<BookProps, 'onClose'>) {
  const { t } = useLingui()
  const { name } = props
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button icon="clock" aria-label={t`约访 ${name}`} onPress={() => setOpen(true)}>
        <Trans>约访</Trans>
      </Button>
      {isOpen && <Booking {...props} onClose={() => setOpen(false)} />}
    </>
  )
}
