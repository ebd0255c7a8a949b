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
import { RiskPage } from './RiskPage'
import './card.css'

/** The points card: which one judges the city's dues, the city's own ones, and what each would change. */
export function CardPage() {
  const city = useCity()?.code ?? ''
  const cards = useQuery(cardsQuery(city))
  const edits = useMay('editRisk')
  return (
    <RiskPage found={cards} action={edits && <ImportCard city={city} />}>
      {(found) => <Known city={city} cards={found} edits={edits} />}
    </RiskPage>
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
