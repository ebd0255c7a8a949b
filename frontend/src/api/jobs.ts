/** What the job page reads and asks for. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { JobsSearch } from '../address/jobs'
import { answered, api, type Schemas } from './client'

export type Job = Schemas['JobOut']
export type JobsNow = Schemas['JobsNow']
export type DayRun = Schemas['DayRunOut']

const firstPage = null as string | null
/** An empty choice means all of them. */
const ofCity = (city: string | undefined) => (city ? { city } : {})

export const jobsNowQuery = (city: string | undefined) =>
  queryOptions({
    queryKey: ['jobs-now', city ?? ''],
    queryFn: () => answered(api.GET('/api/v1/jobs/now', { params: { query: ofCity(city) } })),
  })

export const jobsQuery = ({ city, state, kind }: JobsSearch) =>
  infiniteQueryOptions({
    queryKey: ['jobs', city ?? '', state ?? '', kind ?? ''],
    queryFn: ({ pageParam }) =>
      answered(
        api.GET('/api/v1/jobs', {
          params: { query: { ...ofCity(city), ...(state && { state }), ...(kind && { kind }), cursor: pageParam ? Number(pageParam) : null } },
        }),
      ),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next,
  })

export const dayRunsQuery = (city: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['day-runs', city ?? ''],
    queryFn: ({ pageParam }) => answered(api.GET('/api/v1/day-runs', { params: { query: { ...ofCity(city), cursor: pageParam } } })),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next,
  })

export const retryJob = (id: number) => answered(api.POST('/api/v1/jobs/{job_id}/retry', { params: { path: { job_id: id } } }))

export const runDay = (code: string) => answered(api.POST('/api/v1/cities/{code}/day', { params: { path: { code } } }))
