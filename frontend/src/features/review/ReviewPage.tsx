import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { reviewQuery, type ReviewPage as Page } from '../../api/review'
import { day } from '../../i18n/format'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { Icon } from '../../ui/icons'
import { ErrorNotice } from '../../ui/Notice'
import { About } from './About'
import { Covers } from './Covers'
import { Locked } from './Locked'
import { NeedCard } from './NeedCard'
import { Recommendation } from './Recommendation'
import { ShownTogether } from './ShownTogether'
import '../../styles/field.css'
import '../../styles/customer.css'
import './review.css'
import './print.css'

/** The policy review, to be looked at together: big and calm, and one page of paper to leave. */
export function ReviewPage() {
  const { customerId } = useParams({ from: '/shell/review/customer/$customerId' })
  const { t } = useLingui()
  const id = Number(customerId)
  const page = useQuery({ ...reviewQuery(id), enabled: Number.isSafeInteger(id) })
  const router = useRouter()
  if (!Number.isSafeInteger(id)) return <Empty icon="search" title={t`没有这位客户`} />
  return (
    <div className="review field-page" aria-busy={page.isPending}>
      <header className="review-head">
        <Button look="quiet" icon="back" aria-label={t`返回`} onPress={() => router.history.back()} />
        <h1>
          <Trans>保单检视</Trans> {page.data && <span className="soft">{page.data.name_masked}</span>}
        </h1>
        <span className="row-end" />
        {page.data?.review && (
          <>
            <span className="soft">{day(page.data.review.day)}</span>
            <Button icon="print" onPress={() => print()}>
              <Trans>打印</Trans>
            </Button>
          </>
        )}
      </header>
      {page.error && <ErrorNotice error={page.error} />}
      {page.isPending && <div className="skeleton customer-skeleton" />}
      {page.data && <Known page={page.data} />}
    </div>
  )
}

function Known({ page }: { page: Page }) {
  const { review, recommendation } = page
  if (!review) {
    return (
      <section className="review-card recommendation" aria-labelledby="closed" data-state="locked">
        <h2 id="closed">
          <Icon name="lock" />
          <Trans>现在还不能检视</Trans>
        </h2>
        <Locked customer={page.customer_id} reasons={page.missing} />
      </section>
    )
  }
  return (
    <>
      <div className="review-body">
        <ul className="review-needs">
          {review.needs.map((need) => (
            <NeedCard key={need.need} need={need} />
          ))}
        </ul>
        <div className="review-side">
          <About review={review} />
          <Covers review={review} />
        </div>
      </div>
      <p className="soft review-definition">
        <Trans>
          「已有」是本人作为被保险人的有效保单的基本保额，以公司核心系统为准。「约需」和「缺口」按公开的经验倍数估算（规则 {review.rules}），只供参考，不是报价，也不是投保建议书。
        </Trans>
      </p>
      {recommendation && (
        <>
          <ShownTogether customer={page.customer_id} review={review} />
          <Recommendation customer={page.customer_id} found={recommendation} />
        </>
      )}
    </>
  )
}
