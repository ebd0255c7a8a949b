import { useQuery } from '@tanstack/react-query'
import { nurtureQuery } from '../../api/nurture'
import { useCity } from '../../session/city'
import { RiskPage } from '../risk/RiskPage'
import { Measures } from './Measures'
import { Nights } from './Nights'
import { Rules } from './Rules'
import { Tonight } from './Tonight'
import './nurture.css'

/** The programme between dues: what would go out tonight, what came of it, and by which rules. */
export function NurturePage() {
  const city = useCity()?.code ?? ''
  const nurture = useQuery(nurtureQuery(city))
  return (
    <RiskPage found={nurture}>
      {(found) => (
        <>
          <Tonight city={city} programme={found.programme} />
          <Measures nurture={found} />
          <Nights nights={found.nights} />
          <Rules programme={found.programme} />
        </>
      )}
    </RiskPage>
  )
}
