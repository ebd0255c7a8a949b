import { Trans, useLingui } from '@lingui/react/macro'
import type { Job } from '../../api/jobs'
import { clockTime, dateTime } from '../../i18n/format'
import { jobStepWord } from '../../i18n/jobs'
import { useNow } from '../../ui/now'
import { Progress } from '../../ui/Progress'
import { JobName, useCityName } from './JobName'
import { JobState } from './JobState'

/** What runs now, how far it is, and since when. */
export function Running({ jobs }: { jobs: Job[] }) {
  return (
    <section className="stack" aria-labelledby="jobs-running">
      <h2 id="jobs-running">
        <Trans>正在执行</Trans>
      </h2>
      {jobs.length === 0 ? (
        <p className="soft">
          <Trans>现在没有任务在执行。</Trans>
        </p>
      ) : (
        <ul className="jobs-running">
          {jobs.map((job) => (
            <li key={job.id} className="card stack">
              <RunningJob job={job} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function RunningJob({ job }: { job: Job }) {
  const { t } = useLingui()
  const now = useNow()
  const cityOf = useCityName()
  const { progress, started_at } = job
  return (
    <>
      <div className="row">
        <div>
          <strong>
            <JobName job={job} />
          </strong>
        </div>
        <span className="row-end">
          <JobState state={job.state} />
        </span>
      </div>
      {job.state === 'interrupted' ? (
        <p>
          <Trans>执行它的进程已中断，下一个进程会从头接手。</Trans>
        </p>
      ) : (
        <Progress label={progress ? jobStepWord(progress.step) : t`执行中`} share={progress && progress.total > 0 ? progress.done / progress.total : null} />
      )}
      <p className="soft">
        {cityOf(job)}
        {started_at && (
          <>
            {' · '}
            {dateTime(started_at)}
            {' · '}
            <span className="timer">{clockTime(Math.max(0, now - Date.parse(started_at)))}</span>
          </>
        )}
      </p>
    </>
  )
}
