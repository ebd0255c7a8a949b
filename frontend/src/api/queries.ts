/** What the screens read, each with the key under which it is kept. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from './client'
import { forgetMe, keepMe, keptMe } from './kept'
import { withChosen } from './language'
import { ProblemError } from './problem'

export type Me = Schemas['MeOut']
export type City = Schemas['CityOut']
export type Census = Schemas['CensusOut']
export type Import = Schemas['ImportOut']
export type ImportFile = Schemas['FileOut']
export type Todo = Schemas['TodoOut']
export type Suggestion = Schemas['SuggestionOut']
export type Plan = Schemas['PlanOut']
export type Cell = Schemas['CellOut']
export type Place = Schemas['PlaceOut']

export interface CellProperties {
  cell_id: number
  number: number
  name: string
  load: number
  deviation: number
  communities: number
  area_km2: number
  /** Whether edits leave it as it is. */
  locked: boolean
  polsby_popper: number
  mean_distance_m: number
  /** A point inside, for its number. */
  mark: [lon: number, lat: number]
}
export type Cells = GeoJSON.FeatureCollection<GeoJSON.Polygon | GeoJSON.MultiPolygon, CellProperties>

export interface TodoFilter {
  reason?: string
  district?: string
  q?: string
}

export interface IssueFilter {
  file?: string
  severity?: Schemas['IssueOut']['severity']
  code?: string
}

const firstPage = null as string | null
const PATIENCE_MS = 4_000

export const meQuery = queryOptions({
  queryKey: ['session'],
  queryFn: whoIsIt,
  staleTime: 5 * 60_000,
  retry: false,
  networkMode: 'always',
})

/** Where the server is out of reach, or takes too long, it is who was here last. */
async function whoIsIt(): Promise<Me> {
  const kept = keptMe()
  try {
    const me = withChosen(await answered(api.GET('/api/v1/session', kept ? { signal: AbortSignal.timeout(PATIENCE_MS) } : {})))
    keepMe(me)
    return me
  } catch (error) {
    const hasAnswered = error instanceof ProblemError && error.status < 500
    if (hasAnswered) forgetMe()
    if (hasAnswered || !kept) throw error
    return kept
  }
}

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: () => answered(api.GET('/api/v1/sessions')),
})

export const mapKeysQuery = queryOptions({
  queryKey: ['map-keys'],
  queryFn: () => answered(api.GET('/api/v1/map-keys')),
})

export const censusQuery = (code: string) =>
  queryOptions({
    queryKey: ['census', code],
    queryFn: () => answered(api.GET('/api/v1/cities/{code}/census', { params: { path: { code } } })),
  })

export const importsQuery = (code: string) =>
  infiniteQueryOptions({
    queryKey: ['imports', code],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/cities/{code}/imports', { params: { path: { code }, query: pageParam ? { cursor: pageParam } : {} } })),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next,
  })

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['import', id],
    queryFn: () => answered(api.GET('/api/v1/imports/{import_id}', { params: { path: { import_id: id } } })),
  })

export const issueCountsQuery = (id: string) =>
  queryOptions({
    queryKey: ['issue-counts', id],
    queryFn: () => answered(api.GET('/api/v1/imports/{import_id}/issue-counts', { params: { path: { import_id: id } } })),
  })

export const issuesQuery = (id: string, filter: IssueFilter) =>
  infiniteQueryOptions({
    queryKey: ['issues', id, filter],
    queryFn: ({ pageParam }) =>
      answered(
        api.GET('/api/v1/imports/{import_id}/issues', {
          params: { path: { import_id: id }, query: { ...filter, cursor: pageParam ? Number(pageParam) : null } },
        }),
      ),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next,
  })

export const todoCountsQuery = (code: string) =>
  queryOptions({
    queryKey: ['todo-counts', code],
    queryFn: () => answered(api.GET('/api/v1/cities/{code}/todo-counts', { params: { path: { code } } })),
  })

export const todoQuery = (code: string, filter: TodoFilter) =>
  infiniteQueryOptions({
    queryKey: ['todo', code, filter],
    queryFn: ({ pageParam }) =>
      answered(
        api.GET('/api/v1/cities/{code}/todo', {
          params: { path: { code }, query: { ...filter, cursor: pageParam ? Number(pageParam) : null } },
        }),
      ),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next,
  })

export const todoDetailQuery = (customer: number) =>
  queryOptions({
    queryKey: ['todo-detail', customer],
    queryFn: () => answered(api.GET('/api/v1/todo/{customer_id}', { params: { path: { customer_id: customer } } })),
    // Each reading of a whole address is recorded, so it is not read again behind somebody's back.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  })

export const communitiesQuery = (code: string, q: string) =>
  queryOptions({
    queryKey: ['communities', code, q],
    queryFn: () => answered(api.GET('/api/v1/cities/{code}/communities', { params: { path: { code }, query: { q } } })),
    enabled: q.trim() !== '',
  })

export const plansQuery = (code: string) =>
  queryOptions({
    queryKey: ['plans', code],
    queryFn: () => answered(api.GET('/api/v1/cities/{code}/plans', { params: { path: { code }, query: { limit: 100 } } })),
  })

export const planQuery = (id: string) =>
  queryOptions({
    queryKey: ['plan', id],
    queryFn: () => answered(api.GET('/api/v1/plans/{plan_id}', { params: { path: { plan_id: id } } })),
  })

/** While a plan is read anew, what was read of it before stays; of another plan nothing does. Keys have the plan second. */
export const ofSamePlan =
  (plan: string) =>
  <Read>(before: Read | undefined, query: { queryKey: readonly unknown[] } | undefined): Read | undefined =>
    query?.queryKey[1] === plan ? before : undefined

/** A plan's cells as they are at a revision; without one, as they are now. */
export const cellsQuery = (plan: string, revision?: number) =>
  queryOptions({
    queryKey: ['cells', plan, revision],
    queryFn: async () =>
      (await answered(api.GET('/api/v1/plans/{plan_id}/cells.geojson', { params: { path: { plan_id: plan } } }))) as unknown as Cells,
    // What is done to a draft's cells makes another revision of it.
    ...(revision !== undefined && { staleTime: Infinity }),
    placeholderData: ofSamePlan(plan),
  })

/** One cell with its places, at a revision of its plan. */
export const cellQuery = (plan: string, revision: number, number: number) =>
  queryOptions({
    queryKey: ['cell', plan, revision, number],
    queryFn: () =>
      answered(api.GET('/api/v1/plans/{plan_id}/cells/{number}', { params: { path: { plan_id: plan, number } } })),
    staleTime: Infinity,
    placeholderData: (before, query) => (query?.queryKey[1] === plan && query.queryKey[3] === number ? before : undefined),
  })
