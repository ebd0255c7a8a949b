import { Trans, useLingui } from '@lingui/react/macro'
import { lazy, Suspense, useState } from 'react'
import type { Story } from '../../api/field'
import { withWords } from '../../i18n'
import { Button } from '../../ui/Button'

const load = withWords(() => import('../messages/WriteDialog'), 'desk')
const WriteDialog = lazy(() => load().then((file) => ({ default: file.WriteDialog })))

/** A message about him to whoever works his cell, from who leads there. */
export function Telling({ story }: { story: Story }) {
  const { t } = useLingui()
  const [isOpen, setOpen] = useState(false)
  const { customer_id, name_masked, cell, city } = story
  return (
    <>
      <Button icon="message" aria-label={t`关于 ${name_masked}，写给专员`} onPress={() => setOpen(true)}>
        <Trans>写给专员</Trans>
      </Button>
      {isOpen && (
        <Suspense>
          <WriteDialog city={city} about={{ customer_id, name_masked, cell: cell?.name }} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
