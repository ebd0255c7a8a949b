import { Trans, useLingui } from '@lingui/react/macro'
import type { City, Plan } from '../../api/queries'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/Notice'
import { tell } from '../../ui/toast'
import { reviewPlan, takeReviewBack, usePlanChange } from './changing'

/** Stands for a draft as it is, or takes that back. */
export function ReviewButton({ city, plan }: { city: City; plan: Plan }) {
  const { t } = useLingui()
  const isReviewed = plan.status === 'reviewed'
  const review = usePlanChange(
    city,
    () => (isReviewed ? takeReviewBack(plan) : reviewPlan(plan)),
    (done) => tell(done.status === 'reviewed' ? t`方案 v${done.version} 已审核。` : t`方案 v${done.version} 已撤回审核，仍是草稿。`),
  )
  return (
    <>
      <Button isPending={review.isPending} onPress={() => review.mutate()}>
        {isReviewed ? <Trans>撤回审核</Trans> : <Trans>审核通过</Trans>}
      </Button>
      {review.error && <ErrorNotice error={review.error} />}
    </>
  )
}
