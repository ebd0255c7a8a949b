import { Trans } from '@lingui/react/macro'
import { lazy, Suspense, useState } from 'react'
import type { Policy } from '../../api/field'
import { Button } from '../../ui/Button'

const HistoryDialog = lazy(() => import('./HistoryDialog').then((file) => ({ default: file.HistoryDialog })))

export function HistoryButton({ policy }: { policy: Policy }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <div>
      <Button onPress={() => setOpen(true)}>
        <Trans>保单历史</Trans>
      </Button>
      {isOpen && (
        <Suspense>
          <HistoryDialog policy={policy.policy_id} name={policy.policy_no} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  )
}
