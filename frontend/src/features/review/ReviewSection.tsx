import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { reviewQuery, type Need } from '../../api/review'
import { day } from '../../i18n/format'
import { needWord } from '../../i18n/review'
import { missingText } from '../../i18n/why'
import { useMay } from '../../session/may'
import { ErrorNotice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import { amountsText, gapText } from './amounts'
import { CoverBar } from './CoverBar'
import './review.css'

/** Cover against need on the customer's page: one line a need, and the way to the page that is looked at together. */
export function ReviewSection({ customer }: { customer: number }) {
  const { t } = useLingui()
  const works = useMay('work')
  const page = useQuery(reviewQuery(customer))
  const review = page.data?.review
  return (
    <Section title={t`保单检视`}>
      {page.error && <ErrorNotice error={page.error} />}
      {page.isPending && <div className="skeleton customer-skeleton" />}
      {page.data?.missing.map((reason) => (
        <p key={reason.code} className="soft">
          <Trans>还不能检视，需要：{missingText(reason)}</Trans>
        </p>
      ))}
      {review && (
        <>
          <ul className="cover-lines">
            {review.needs.map((need) => (
              <Line key={need.need} need={need} />
            ))}
          </ul>
          <div className="row">
            <Link to="/review/customer/$customerId" params={{ customerId: String(customer) }} className="button">
              {works ? <Trans>一起检视</Trans> : <Trans>查看检视</Trans>}
            </Link>
            <span className="soft">{review.shown_on ? t`上次一起看过：${day(review.shown_on)}` : t`还没有一起看过`}</span>
          </div>
        </>
      )}
    </Section>
  )
}

function Line({ need }: { need: Need }) {
  return (
    <li className="cover-line" data-state={need.state}>
      <span>{needWord(need.need)}</span>
      <CoverBar need={need} />
      <span className="cover-gap">{gapText(need)}</span>
      <span className="soft">{amountsText(need)}</span>
    </li>
  )
}
