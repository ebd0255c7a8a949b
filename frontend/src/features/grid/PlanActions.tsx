import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { City, Plan } from '../../api/queries'
import { Button } from '../../ui/Button'
import { DeleteButton } from './DeleteButton'
import { PublishDialog } from './PublishDialog'
import { ReviewButton } from './ReviewButton'
import { RollBackButton } from './RollBackButton'
import { isDraft } from './state'

interface Props {
  city: City
  plans: Plan[]
  plan: Plan
}

/** What ops does with a plan, by how far it has come. */
export function PlanActions({ city, plans, plan }: Props) {
  const canChange = isDraft(plan)
  const before = plan.status === 'published' && !plan.effective_until ? plans.find((one) => one.effective_until === plan.effective_from) : undefined
  return (
    <>
      {canChange && <Publish city={city} plan={plan} />}
      {canChange && <ReviewButton city={city} plan={plan} />}
      {canChange && plan.quality && (
        <Link to="/grid" search={(now) => ({ ...now, plan: plan.id, edit: 1 })} className="button">
          <Trans>编辑</Trans>
        </Link>
      )}
      {plan.quality && plans.filter((one) => one.quality).length > 1 && (
        <Link to="/grid/compare" search={{ plan: plan.id }} className="button">
          <Trans>对比</Trans>
        </Link>
      )}
      {plan.quality && (
        <Link to="/grid/stations" search={{ plan: plan.id }} className="button">
          <Trans>网点</Trans>
        </Link>
      )}
      {before && <RollBackButton city={city} plan={plan} before={before} />}
      {plan.status !== 'published' && plan.status !== 'superseded' && <DeleteButton city={city} plan={plan} />}
    </>
  )
}

function Publish({ city, plan }: { city: City; plan: Plan }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button look="primary" onPress={() => setOpen(true)}>
        <Trans>发布</Trans>
      </Button>
      <PublishDialog city={city} plan={plan} isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  )
}
