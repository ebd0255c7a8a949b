import { Trans, useLingui } from '@lingui/react/macro'
import { lazy, Suspense, useState } from 'react'
import type { City } from '../../../api/queries'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { nowhere, type Edited } from './editing'

// Candidates come seldom: what takes them in is loaded when somebody does.
const CandidateImport = lazy(() => import('./CandidateImport').then((file) => ({ default: file.CandidateImport })))
const CandidateForm = lazy(() => import('./CandidateForm').then((file) => ({ default: file.CandidateForm })))

interface Props {
  city: City
  edited: Edited | undefined
  isPicking: boolean
  onEdit: (edited: Edited | undefined) => void
  onPick: (picking: boolean) => void
}

/** Brings candidates in: a file of them, one by its coordinates, or one that is clicked on the map. */
export function CandidateTools({ city, edited, isPicking, onEdit, onPick }: Props) {
  const { t } = useLingui()
  const [isImporting, setImporting] = useState(false)
  return (
    <section className="stack-tight">
      <div className="row">
        <Button icon="upload" onPress={() => setImporting(true)}>
          <Trans>导入候选</Trans>
        </Button>
        <Button icon="plus" onPress={() => onEdit(nowhere)}>
          <Trans>按坐标添加</Trans>
        </Button>
        <Button aria-pressed={isPicking} onPress={() => onPick(!isPicking)}>
          {isPicking ? <Trans>不点了</Trans> : <Trans>在地图上点</Trans>}
        </Button>
      </div>
      {isPicking && (
        <output className="soft">
          <Trans>请在地图上点新候选网点的位置。</Trans>
        </output>
      )}
      <Dialog title={t`导入候选网点`} isOpen={isImporting} onClose={() => setImporting(false)} wide>
        <Suspense>
          <CandidateImport city={city} onClose={() => setImporting(false)} />
        </Suspense>
      </Dialog>
      <Dialog title={edited?.candidate ? t`修改候选网点` : t`添加候选网点`} isOpen={edited !== undefined} onClose={() => onEdit(undefined)}>
        <Suspense>{edited && <CandidateForm city={city} edited={edited} onClose={() => onEdit(undefined)} />}</Suspense>
      </Dialog>
    </section>
  )
}
