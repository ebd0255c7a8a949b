/** What goes on in the queue, live; what it touches is read again. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useStream } from '../../api/events'
import { jobsNowQuery, type JobsNow } from '../../api/jobs'

export function useJobsNow(city: string | undefined) {
  const queries = useQueryClient()
  const known = useRef('')
  const address = `/api/v1/jobs/events${city ? `?city=${encodeURIComponent(city)}` : ''}`
  useStream<JobsNow>(address, 'jobs', true, (now) => {
    queries.setQueryData(jobsNowQuery(city).queryKey, now)
    // How far a job is stands in what came; only what begins or ends changes the lists. The first word changes them too: a job
    // may have ended since they were read.
    const news = JSON.stringify([now.counts, now.running.map((job) => [job.id, job.state])])
    if (known.current !== news) {
      void queries.invalidateQueries({ queryKey: ['jobs'] })
      void queries.invalidateQueries({ queryKey: ['day-runs'] })
    }
    known.current = news
  })
  return useQuery(jobsNowQuery(city))
}
