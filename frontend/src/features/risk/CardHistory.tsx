import { useLingui } from '@lingui/react/macro'
import type { CardList } from '../../api/cards'
import { cardName } from '../../i18n/card-words'
import { Activations } from './Activations'

/** Which card was put in force when, by whom and why. */
export function CardHistory({ cards }: { cards: CardList }) {
  const { t } = useLingui()
  const nameOf = (version: string) => cardName(cards.items.find((card) => card.version === version) ?? { version, name: version })
  return <Activations title={t`启用记录`} activations={cards.activations} what={(one) => nameOf(one.version)} none={t`还没有换过评分卡，使用随程序的标准评分卡。`} />
}
