import { useLingui } from '@lingui/react/macro'
import type { Review } from '../../api/review'
import { policyRoleWord, policyStateWord } from '../../i18n/book'
import { money } from '../../i18n/format'
import { needWord } from '../../i18n/review'

/** The policies behind the figures. */
export function Covers({ review }: { review: Review }) {
  const { t } = useLingui()
  return (
    <section className="review-card" aria-labelledby="review-covers">
      <h2 id="review-covers">{t`现有保单`}</h2>
      {review.policies.length === 0 && <p className="soft">{t`没有有效保单。`}</p>}
      <ul className="review-covers">
        {review.policies.map((policy) => (
          <li key={policy.policy_id}>
            <span>{policy.product_name}</span>
            <span>{policy.sum_insured === null ? '–' : money(policy.sum_insured)}</span>
            <span className="soft">
              {[
                policy.need ? t`计入${needWord(policy.need)}` : t`不计入保障`,
                policyRoleWord(policy.holds && policy.insured ? 'both' : policy.holds ? 'holder' : 'insured'),
                policyStateWord(policy.state),
              ].join(' · ')}
            </span>
            <span className="soft">{policy.holds && policy.premium_a_year !== null && Number(policy.premium_a_year) > 0 && t`年缴 ${money(policy.premium_a_year)}`}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
