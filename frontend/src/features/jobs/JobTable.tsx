import { useLingui } from '@lingui/react/macro'
import type { Job } from '../../api/jobs'
import { dateTime } from '../../i18n/format'
import { problemText } from '../../i18n/problems'
import { useMay } from '../../session/may'
import { Table, type Column } from '../../ui/Table'
import { JobName, useCityName } from './JobName'
import { JobState } from './JobState'
import { RetryButton } from './RetryButton'

export function JobTable({ rows }: { rows: Job[] }) {
  const { t } = useLingui()
  const cityOf = useCityName()
  const mayRun = useMay('runJobs')
  const columns: Column<Job>[] = [
    { key: 'state', header: t`状态`, cell: (job) => <JobState state={job.state} /> },
    { key: 'kind', header: t`任务类型`, cell: (job) => <JobName job={job} /> },
    { key: 'city', header: t`城市`, cell: cityOf },
    { key: 'queued', header: t`排队时间`, cell: (job) => job.queued_at && dateTime(job.queued_at) },
    { key: 'ended', header: t`开始和结束`, cell: (job) => <Times job={job} /> },
    { key: 'why', header: t`说明`, cell: (job) => <Why job={job} /> },
  ]
  if (mayRun)
    columns.push({
      key: 'do',
      header: t`操作`,
      cell: (job) => (job.state === 'failed' || job.state === 'again') && <RetryButton job={job} />,
    })
  return <Table caption={t`任务列表`} columns={columns} rows={rows} rowKey={(job) => job.id} />
}

function Times({ job }: { job: Job }) {
  const { t } = useLingui()
  if (!job.started_at) return t`还没有开始`
  return (
    <>
      {dateTime(job.started_at)}
      {job.ended_at && <div className="soft">{t`结束于 ${dateTime(job.ended_at)}`}</div>}
    </>
  )
}

/** Why it failed and what to do, or what happens next. */
function Why({ job }: { job: Job }) {
  const { t } = useLingui()
  const problem = job.problem && problemText(job.problem)
  return (
    <div className="jobs-why">
      {problem && (
        <>
          {problem.what}
          {problem.todo && job.state === 'failed' && <div className="soft">{problem.todo}</div>}
        </>
      )}
      {job.next_at && (
        <div>
          {job.state === 'waiting' ? t`还没有轮到，${dateTime(job.next_at)} 再看。` : t`已试 ${job.attempts} 次，${dateTime(job.next_at)} 再试。`}
        </div>
      )}
      {job.state === 'made_good' && t`后来的任务已经完成，不需要处理。`}
    </div>
  )
}
