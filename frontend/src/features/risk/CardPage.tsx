import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { cardQuery, cardsQuery, type CardList } from '../../api/cards'
import { useCity } from '../../session/city'
import { useMay } from '../../session/may'
import { ErrorNotice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'
import { CardActions } from './CardActions'
import { CardEditor } from './CardEditor'
import { CardHistory } from './CardHistory'
import { Cards } from './Cards'
import { CardView } from './CardView'
import { Effects } from './Effects'
import { ImportCard } from './ImportCard'
import { RiskTabs } from './RiskTabs'
import './card.css'

/** The points card: which one judges the city's dues, the city's own ones, and what each would change. */
export function CardPage() {
  const city = useCity()?.code ?? ''
  const cards = useQuery(cardsQuery(city))
  const edits = useMay('editRisk')
  return (
    <div className="page-body">
      <div className="row">
        <h1>
          <Trans>失效风险</Trans>
        </h1>
        <span className="row-end" />
        {edits && <ImportCard city={city} />}
      </div>
      <RiskTabs />
      {cards.error && <ErrorNotice error={cards.error} />}
      {cards.isPending && <Waiting />}
      {cards.data && <Known city={city} cards={cards.data} edits={edits} />}
    </div>
  )
}

function Known({ city, cards, edits }: { city: string; cards: CardList; edits: boolean }) {
  const { card: wanted } = useSearch({ from: '/shell/risk/card' })
  const version = wanted ?? cards.in_force
  const card = useQuery(cardQuery(city, version))
  return (
    <>
      <Cards cards={cards} shown={version} />
      {card.error && <ErrorNotice error={card.error} />}
      {card.isPending && <Waiting />}
      {card.data && (
        <>
          <CardActions city={city} card={card.data} inForce={cards.in_force} edits={edits} />
          {version !== cards.in_force && <Effects city={city} card={card.data} inForce={cards.in_force} />}
          {edits && card.data.state === 'draft' ? <CardEditor key={version} city={city} card={card.data} /> : <CardView card={card.data} />}
        </>
      )}
      <CardHistory cards={cards} />
    </>
  )
}
