import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { nurtureQuery } from '../../api/nurture'
import { useCity } from '../../session/city'
import { ErrorNotice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'
import { RiskTabs } from '../risk/RiskTabs'
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
    <div className="page-body">
      <h1>
        <Trans>失效风险</Trans>
      </h1>
      <RiskTabs />
      {nurture.error && <ErrorNotice error={nurture.error} />}
      {nurture.isPending && <Waiting />}
      {nurture.data && (
        <>
          <Tonight city={city} programme={nurture.data.programme} />
          <Measures nurture={nurture.data} />
          <Nights nights={nurture.data.nights} />
          <Rules programme={nurture.data.programme} />
        </>
      )}
    </div>
  )
}
