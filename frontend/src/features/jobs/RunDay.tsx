import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { runDay } from '../../api/jobs'
import type { City } from '../../api/queries'
import { cityName } from '../../session/city'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/Notice'
import { tell } from '../../ui/toast'

/** Runs a city's day now instead of in the night; one that waits or runs already stands for it. */
export function RunDay({ city }: { city: City }) {
  const { t, i18n } = useLingui()
  const queries = useQueryClient()
  const name = cityName(city, i18n.locale)
  const run = useMutation({
    mutationFn: () => runDay(city.code),
    onSuccess: (job) => tell(job.state === 'running' ? t`${name}的每日作业正在执行。` : t`${name}的每日作业已排队。`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
  })
  return (
    <>
      <Button onPress={() => run.mutate()} isPending={run.isPending}>
        <Trans>现在执行{name}的每日作业</Trans>
      </Button>
      {run.error && <ErrorNotice error={run.error} />}
    </>
  )
}
