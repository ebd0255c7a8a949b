import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { retryJob, type Job } from '../../api/jobs'
import { problemOf } from '../../api/problem'
import { jobKindWord } from '../../i18n/jobs'
import { problemText } from '../../i18n/problems'
import { Button } from '../../ui/Button'
import { tell } from '../../ui/toast'
import { useCityName } from './JobName'

/** Has a job begin again as soon as somebody is free. */
export function RetryButton({ job }: { job: Job }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const cityOf = useCityName()
  const retry = useMutation({
    mutationFn: () => retryJob(job.id),
    onSuccess: () => tell(t`「${jobKindWord(job.kind)}」已重新排队。`),
    onError: (error) => {
      const { what, todo } = problemText(problemOf(error))
      tell(`${what}${todo}`)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
  })
  return (
    <Button onPress={() => retry.mutate()} isPending={retry.isPending} aria-label={t`再试一次：${jobKindWord(job.kind)}，${cityOf(job)}`}>
      {job.state === 'again' ? <Trans>马上重试</Trans> : <Trans>再试一次</Trans>}
    </Button>
  )
}
