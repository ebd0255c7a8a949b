import { Trans, useLingui } from '@lingui/react/macro'
import { lazy, Suspense, useState } from 'react'
import type { City } from '../../../api/queries'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'

// Few plans are drawn: what takes them in is loaded when somebody does.
const ImportForm = lazy(() => import('./ImportForm').then((file) => ({ default: file.ImportForm })))

interface Props {
  city: City
  /** Whether there is room for the words beside the sign. */
  worded?: boolean
}

/** Takes in cells that were drawn in a map program. */
export function ImportButton({ city, worded = false }: Props) {
  const { t } = useLingui()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      {worded ? (
        <Button icon="upload" onPress={() => setOpen(true)}>
          <Trans>导入手绘方案</Trans>
        </Button>
      ) : (
        <Button icon="upload" aria-label={t`导入手绘方案`} onPress={() => setOpen(true)} />
      )}
      <Dialog title={t`导入手绘方案`} isOpen={isOpen} onClose={() => setOpen(false)} wide>
        <Suspense>
          <ImportForm city={city} onClose={() => setOpen(false)} />
        </Suspense>
      </Dialog>
    </>
  )
}
