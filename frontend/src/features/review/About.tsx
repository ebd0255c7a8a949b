import { useLingui } from '@lingui/react/macro'
import type { Review } from '../../api/review'
import { count, money, percent } from '../../i18n/format'
import { noteText } from '../../i18n/review'

/** What the need is computed from, and what he can pay. What is not recorded says so. */
export function About({ review }: { review: Review }) {
  const { t } = useLingui()
  const { premium } = review
  const unknown = t`未登记`
  const facts = [
    [t`年龄`, review.age === null ? unknown : t`${review.age} 岁`],
    [t`年收入`, review.income === null ? unknown : t`约 ${money(review.income)}（收入档中值）`],
    [t`婚姻`, review.married === null ? unknown : review.married ? t`已婚` : t`单身`],
    [t`子女`, review.children === null ? unknown : count(review.children)],
  ]
  return (
    <section className="review-card" aria-labelledby="review-about">
      <h2 id="review-about">{t`情况与缴费能力`}</h2>
      <dl className="review-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p>
        {t`每年保费`} <strong>{premium.yearly === null ? unknown : money(premium.yearly)}</strong>
        {premium.share !== null && ` · ${t`占收入 ${percent(premium.share)}`}`}
      </p>
      {premium.remaining !== null && premium.ceiling !== null && (
        <>
          <Meter used={Number(premium.yearly) / Number(premium.ceiling)} />
          <p className="soft">
            {Number(premium.remaining) > 0
              ? t`上限为收入的 ${percent(Number(review.ceiling), 1, 0)}（${money(premium.ceiling)}），每年还可承受 ${money(premium.remaining)}`
              : t`已达到收入 ${percent(Number(review.ceiling), 1, 0)} 的上限（${money(premium.ceiling)}）`}
          </p>
        </>
      )}
      {premium.unknown.map((reason) => (
        <p key={reason.code} className="need-note">
          {noteText(reason)}
        </p>
      ))}
    </section>
  )
}

function Meter({ used }: { used: number }) {
  return (
    <div className="ability" data-over={used >= 1 || undefined} aria-hidden="true">
      <div style={{ inlineSize: `${Math.min(used, 1) * 100}%` }} />
    </div>
  )
}
