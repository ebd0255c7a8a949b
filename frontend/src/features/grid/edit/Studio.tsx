import { Trans, useLingui } from '@lingui/react/macro'
import { Link, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { without } from '../../../address/without'
import type { CellProperties, City, Plan } from '../../../api/queries'
import { Notice } from '../../../ui/Notice'
import { CellList } from '../CellList'
import { CellTools } from './CellTools'
import { Changed } from './Changed'
import { EditMap } from './EditMap'
import { Hint } from './Hint'
import { LockButton } from './LockButton'
import { PlanNow } from './PlanNow'
import { Said } from './Said'
import { StepList } from './StepList'
import { Toolbar } from './Toolbar'
import { usePreview } from './usePreview'
import { useStudio } from './useStudio'
import './edit.css'

/** A draft is edited by hand: tools and map, and beside them what comes of it. */
export function Studio({ city, plan }: { city: City; plan: Plan }) {
  const { t } = useLingui()
  const search = useSearch({ from: '/shell/grid' })
  const studio = useStudio(city, plan)
  const previewed = usePreview(studio)
  const { run } = studio.editing
  const lock = useMemo(() => ({ header: t`锁定`, of: (cell: CellProperties) => <LockButton cell={cell} run={run} /> }), [t, run])
  return (
    <div className="grid-page edit-page">
      <div className="grid-side">
        <div className="row">
          <h1>
            <Trans>编辑方案 v{plan.version}</Trans>
          </h1>
          <span className="row-end" />
          <Link to="/grid" search={{ ...without(search, 'edit'), plan: plan.id }} className="button">
            <Trans>退出编辑</Trans>
          </Link>
        </div>
        {plan.status === 'reviewed' && (
          <Notice tone="warn">
            <Trans>方案已审核。一有改动，审核就撤回。</Trans>
          </Notice>
        )}
        <PlanNow plan={plan} />
        <Changed studio={studio} previewed={previewed} />
        {studio.chosen && <CellTools key={studio.chosen.number} studio={studio} cell={studio.chosen} />}
        <StepList plan={plan} />
        <CellList plan={plan} tool={lock} />
      </div>
      <div className="grid-map edit-board">
        <Toolbar studio={studio} />
        <Hint studio={studio} />
        <EditMap studio={studio}>
          <Said studio={studio} previewed={previewed} />
        </EditMap>
      </div>
    </div>
  )
}
