import { Trans, useLingui } from '@lingui/react/macro'
import type { CardList } from '../../api/cards'
import { cardName } from '../../i18n/card-words'
import { dateTime } from '../../i18n/format'
import { Section } from '../../ui/Section'

/** Which card was put in force when, by whom and why. */
export function CardHistory({ cards }: { cards: CardList }) {
  const { t } = useLingui()
  const nameOf = (version: string) => cardName(cards.items.find((card) => card.version === version) ?? { version, name: version })
  return (
    <Section title={t`启用记录`} many={cards.activations.length} none={t`还没有换过评分卡，使用随程序的标准评分卡。`}>
      <ol className="card-history">
        {cards.activations.map((one) => (
          <li key={one.at}>
            <strong>{nameOf(one.version)}</strong>
            <span className="soft">
              <Trans>
                {one.by} 于 {dateTime(one.at)} 启用：{one.reason}
              </Trans>
            </span>
          </li>
        ))}
      </ol>
    </Section>
  )
}
