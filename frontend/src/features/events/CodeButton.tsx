import { Trans, useLingui } from '@lingui/react/macro'
import { lazy, Suspense, useState } from 'react'
import { Button } from '../../ui/Button'
import { loadSoon } from '../../ui/drawn'

const load = () => import('./CodeSheet')
const CodeSheet = lazy(() => load().then((file) => ({ default: file.CodeSheet })))
// It is shown in stairwells too.
loadSoon(load)

interface Props {
  event: { title: string; starts_at: string; ends_at: string }
  code: string
  /** Of whom it is, where several stand beside each other. */
  of: string
}

/** Shows the code of a sign-up. */
export function CodeButton({ event, code, of }: Props) {
  const { t } = useLingui()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button look="quiet" aria-label={t`签到码 ${of}`} onPress={() => setOpen(true)}>
        <Trans>签到码</Trans>
      </Button>
      {isOpen && (
        <Suspense>
          <CodeSheet event={event} code={code} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
