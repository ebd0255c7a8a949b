import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { riskModelsQuery, type ModelList } from '../../api/risk-models'
import { SAID } from '../../i18n/risk-words'
import { useCity } from '../../session/city'
import { useMay } from '../../session/may'
import { Empty } from '../../ui/Empty'
import { Notice } from '../../ui/Notice'
import { Engine } from './Engine'
import { ModelCard } from './ModelCard'
import { ModelHistory } from './ModelHistory'
import { Monthly } from './Monthly'
import { RiskPage } from './RiskPage'
import { TrainModel } from './TrainModel'
import './models.css'

/** Trained models: which judges the dues, how it does month by month, and those that could take its place. */
export function ModelsPage() {
  const city = useCity()?.code ?? ''
  const found = useQuery(riskModelsQuery(city))
  const edits = useMay('editRisk')
  const isTraining = found.data?.models.some((one) => one.state === 'training') ?? false
  return (
    <RiskPage found={found} action={edits && found.data?.extra && <TrainModel city={city} isTraining={isTraining} />}>
      {(models) => <Known city={city} found={models} edits={edits} />}
    </RiskPage>
  )
}

function Known({ city, found, edits }: { city: string; found: ModelList; edits: boolean }) {
  const { t } = useLingui()
  return (
    <>
      {!found.extra && (
        <Notice tone="warn">
          <p>{SAID.noExtra()}</p>
        </Notice>
      )}
      <Engine city={city} found={found} edits={edits} />
      {found.watched.length > 0 && <Monthly found={found} />}
      {found.models.length === 0 ? (
        <section className="card">
          <Empty icon="shield" title={t`还没有训练过模型`}>
            <p className="soft">{SAID.noModel()}</p>
          </Empty>
        </section>
      ) : (
        found.models.map((model) => <ModelCard key={model.number} city={city} model={model} found={found} edits={edits} />)
      )}
      <ModelHistory found={found} />
    </>
  )
}
