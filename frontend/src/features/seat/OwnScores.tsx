import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ownReviewsQuery, seeReview, type CallReview } from '../../api/seats'
import { dateTime } from '../../i18n/format'
import { ruleWord } from '../../i18n/seats'
import { callOutcomeWord } from '../../i18n/work'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/Notice'

/** One's own calls that were scored and not looked at yet. */
export function OwnScores() {
  const { t } = useLingui()
  const queries = useQueryClient()
  const { data } = useQuery(ownReviewsQuery)
  const see = useMutation({ mutationFn: seeReview, onSettled: () => queries.invalidateQueries(ownReviewsQuery) })
  const fresh = data?.items.filter((review) => review.seen_at === null) ?? []
  if (fresh.length === 0) return null
  return (
    <section className="card stack" aria-label={t`质检结果`}>
      <h2>
        <Trans>质检结果</Trans>
      </h2>
      {see.error && <ErrorNotice error={see.error} />}
      <ul className="stack">
        {fresh.map((review) => (
          <li key={review.review_id} className="stack-tight">
            <div className="row">
              <strong>{review.name_masked}</strong>
              <span className="soft">{dateTime(review.ended_at)}</span>
              <span className="badge">{callOutcomeWord(review.outcome)}</span>
              <span className={review.points === 0 ? 'badge badge-bad' : 'badge badge-good'}>{t`${review.points ?? 0} / ${review.most} 分`}</span>
              <span className="row-end" />
              <Button isPending={see.isPending} onPress={() => see.mutate(review.review_id)}>
                <Trans>已阅</Trans>
              </Button>
            </div>
            <Lost review={review} />
            {review.comment && <p>{review.comment}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Where points were lost. */
function Lost({ review }: { review: CallReview }) {
  const lost = review.items.filter((item) => (review.scores?.[item.code] ?? 0) < item.most)
  if (lost.length === 0) return null
  return <p className="soft">{lost.map((item) => `${ruleWord(item)} ${review.scores?.[item.code] ?? 0}/${item.most}`).join(' · ')}</p>
}
