import { Trans, useLingui } from '@lingui/react/macro'
import { lazy, useState } from 'react'
import type { City } from '../../api/queries'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { loadSoon } from '../../ui/drawn'

// The form comes after the page that opens it, but is there before somebody does.
const load = () => import('./BuildForm')
const BuildForm = lazy(() => load().then((file) => ({ default: file.BuildForm })))
loadSoon(load)

export function BuildButton({ city }: { city: City }) {
  const { t } = useLingui()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button icon="plus" onPress={() => setOpen(true)}>
        <Trans>划格</Trans>
      </Button>
      <Dialog title={t`划一套新网格`} isOpen={isOpen} onClose={() => setOpen(false)}>
        <BuildForm city={city} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}
