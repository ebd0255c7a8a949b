import { Trans } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { riskModelsQuery, trainModel } from '../../api/risk-models'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/Notice'

/** Orders a model. */
export function TrainModel({ city, isTraining }: { city: string; isTraining: boolean }) {
  const queries = useQueryClient()
  const train = useMutation({
    mutationFn: () => trainModel(city),
    onSuccess: (found) => queries.setQueryData(riskModelsQuery(city).queryKey, found),
  })
  return (
    <>
      {train.error && <ErrorNotice error={train.error} />}
      <Button look="primary" onPress={() => train.mutate()} isPending={train.isPending} isDisabled={isTraining}>
        {isTraining ? <Trans>训练中…</Trans> : <Trans>训练模型</Trans>}
      </Button>
    </>
  )
}
