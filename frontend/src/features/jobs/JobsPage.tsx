import { Trans, useLingui } from '@lingui/react/macro'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { jobsSearch, type JobsSearch } from '../../address/jobs'
import { count } from '../../i18n/format'
import { Figure, Figures } from '../../ui/Figures'
import { ErrorNotice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'
import { JobFilters } from './JobFilters'
import { JobList } from './JobList'
import { useJobsNow } from './live'
import { Nights } from './Nights'
import { Running } from './Running'
import { Workers } from './Workers'
import './jobs.css'

/** Jobs: what runs, waits and failed, the last nights, and who works. */
export function JobsPage() {
  const { t } = useLingui()
  const search = useSearch({ from: '/shell/jobs' })
  const navigate = useNavigate({ from: '/jobs' })
  const now = useJobsNow(search.city)
  // The route reads the address again, and lets only states and kinds through.
  const set = (key: keyof JobsSearch, value: string) => void navigate({ search: (before) => jobsSearch({ ...before, [key]: value }), replace: true })
  return (
    <div className="page-body">
      <h1>
        <Trans>后台任务</Trans>
      </h1>
      {now.error && <ErrorNotice error={now.error} />}
      {now.isPending && <Waiting lines={3} />}
      {now.data && (
        <>
          <Workers now={now.data} />
          <Figures>
            <Figure label={t`执行中`} value={count(now.data.counts.running)} />
            <Figure label={t`等待执行`} value={count(now.data.counts.waiting)} />
            <Figure label={t`失败待处理`} value={count(now.data.counts.failed)} />
          </Figures>
          <Running jobs={now.data.running} />
        </>
      )}
      <Tabs search={search} />
      <JobFilters search={search} onChange={set} />
      {search.tab === 'nights' ? <Nights city={search.city} /> : <JobList search={search} onClear={() => void navigate({ search: {}, replace: true })} />}
    </div>
  )
}

function Tabs({ search }: { search: JobsSearch }) {
  const { t } = useLingui()
  const city = search.city ? { city: search.city } : {}
  const current = (is: boolean) => (is ? ('page' as const) : undefined)
  return (
    <nav className="tabs" aria-label={t`后台任务`}>
      <Link to="/jobs" search={city} className="tab" activeOptions={EXACT} aria-current={current(search.tab !== 'nights')}>
        <Trans>任务列表</Trans>
      </Link>
      <Link to="/jobs" search={{ ...city, tab: 'nights' }} className="tab" activeOptions={EXACT} aria-current={current(search.tab === 'nights')}>
        <Trans>每日作业</Trans>
      </Link>
    </nav>
  )
}

// Both lead to this page; which of them is meant stands in the address, among the filters.
const EXACT = { exact: true }
