import { Trans, useLingui } from '@lingui/react/macro'
import type { Card } from '../../api/cards'
import { featureWord, valueWord } from '../../i18n/card-words'
import { decimal, percent } from '../../i18n/format'
import { riskWord } from '../../i18n/work'
import { Section } from '../../ui/Section'
import { rangeWord } from './bins'
import { draftOf, type FeatureDraft } from './draft'

/** A card to read: a shipped one, one that was in force, or any for somebody who may not edit. */
export function CardView({ card }: { card: Card }) {
  const { t } = useLingui()
  const { intercept, scale, tiers, features } = draftOf(card)
  return (
    <Section title={t`分值`}>
      <p className="soft">
        <Trans>
          各项分值相加；0 分时的对数几率是 {intercept}，每分加 {scale}（约 {decimal(1 / Number(scale), 0)} 分使几率变为 e 倍）。
        </Trans>
      </p>
      <p className="soft">
        {tiers.map((tier) => t`${riskWord(tier.name)}：${percent(Number(tier.from), 1, 0)} 起`).join(t`；`)}
      </p>
      <div className="card-features">
        {features.map((feature) => (
          <FeatureView key={feature.name} feature={feature} />
        ))}
      </div>
    </Section>
  )
}

function FeatureView({ feature }: { feature: FeatureDraft }) {
  const { t } = useLingui()
  const rows: [string, string][] = [
    ...feature.bins.map((bin, place): [string, string] => [rangeWord(feature.bins[place - 1]?.below, bin.below), bin.points]),
    ...feature.values.map(([word, points]): [string, string] => [valueWord(word), points]),
    [t`不详`, feature.missing],
  ]
  return (
    <section className="card-feature" aria-label={featureWord(feature.name)}>
      <h3>{featureWord(feature.name)}</h3>
      <dl>
        {rows.map(([label, points]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{points}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
