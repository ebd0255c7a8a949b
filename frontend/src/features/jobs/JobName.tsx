import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Job } from '../../api/jobs'
import { jobKindWord } from '../../i18n/jobs'

/** What a job is for, with the way to it. */
export function JobName({ job }: { job: Job }) {
  const { t } = useLingui()
  const kind = jobKindWord(job.kind)
  if (job.import_id)
    return (
      <>
        <Link to="/census/imports/$importId" params={{ importId: job.import_id }}>
          {kind}
        </Link>
        <div className="soft">{job.subject}</div>
      </>
    )
  if (job.plan_id)
    return (
      <>
        <Link to="/grid" search={{ plan: job.plan_id }}>
          {kind}
        </Link>
        <div className="soft">{t`方案 ${job.subject ?? ''}`}</div>
      </>
    )
  if (job.delivery_id)
    return (
      <>
        <Link to="/census/debits" search={{ delivery: job.delivery_id }}>
          {kind}
        </Link>
        <div className="soft">{job.subject}</div>
      </>
    )
  return <>{kind}</>
}

/** A city by the name in the reader's language. */
export function useCityName() {
  const { i18n, t } = useLingui()
  return (one: { city_name: string | null; city_name_en: string | null }): string =>
    (i18n.locale === 'en' && one.city_name_en) || one.city_name || t`所有城市`
}
