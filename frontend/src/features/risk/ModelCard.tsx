import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { approveModel, riskModelsQuery, type ModelList, type RiskModel } from '../../api/risk-models'
import { count, dateTime, day, percent } from '../../i18n/format'
import { modelStateWord, SAID } from '../../i18n/risk-words'
import { Button } from '../../ui/Button'
import { Figure, Figures } from '../../ui/Figures'
import { ErrorNotice, ProblemNotice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import { GateTable } from './GateTable'
import { UseDialog } from './UseDialog'

interface Props {
  city: string
  model: RiskModel
  found: ModelList
  edits: boolean
}

/** A model: where it comes from, its figures in the months that it did not learn from, and what may be done with it. */
export function ModelCard({ city, model, found, edits }: Props) {
  const { t } = useLingui()
  const { figures } = model
  const inForce = found.in_force === model.number
  return (
    <Section title={t`模型 ${model.number}`}>
      <div className="row">
        <span className={inForce ? 'badge badge-good' : model.state === 'failed' ? 'badge badge-bad' : 'badge'}>
          {inForce ? t`使用中` : modelStateWord(model.state)}
        </span>
        <span className="soft">
          <Trans>
            {model.ordered_by} 于 {dateTime(model.ordered_at)} 训练
          </Trans>
          {model.approved_by && model.approved_at && (
            <Trans>
              ，{model.approved_by} 于 {dateTime(model.approved_at)} 批准
            </Trans>
          )}
        </span>
        <span className="row-end" />
        {edits && !inForce && <Actions city={city} model={model} />}
      </div>
      {model.problem && <ProblemNotice problem={model.problem} />}
      {figures && model.first_due && model.last_due && (
        <>
          <Figures>
            <Figure label={t`学习的应收`} value={count(figures.premiums)} note={`${day(model.first_due)} – ${day(model.last_due)}`} />
            <Figure label={t`其中未缴`} value={percent(figures.lapses, figures.premiums)} note={t`${count(figures.lapses)} 期`} />
          </Figures>
          <p className={figures.opens ? 'soft' : ''}>{figures.opens ? SAID.passes(found.gates.months) : SAID.fails(found.gates.months)}</p>
          <GateTable caption={`${t`检验`} ${model.number}`} months={figures.months} />
        </>
      )}
    </Section>
  )
}

function Actions({ city, model }: { city: string; model: RiskModel }) {
  const [uses, setUses] = useState(false)
  const queries = useQueryClient()
  const approve = useMutation({
    mutationFn: () => approveModel(city, model.number),
    onSuccess: (found) => queries.setQueryData(riskModelsQuery(city).queryKey, found),
  })
  return (
    <>
      {approve.error && <ErrorNotice error={approve.error} />}
      {model.state === 'trained' && model.figures?.opens && (
        <Button icon="done" onPress={() => approve.mutate()} isPending={approve.isPending}>
          <Trans>批准</Trans>
        </Button>
      )}
      {model.state === 'approved' && (
        <Button look="primary" onPress={() => setUses(true)}>
          <Trans>启用…</Trans>
        </Button>
      )}
      <UseDialog city={city} model={model.number} isOpen={uses} onClose={() => setUses(false)} />
    </>
  )
}
