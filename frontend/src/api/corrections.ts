/** What the page of refused rows reads. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from './client'

export type RefusedState = Schemas['RefusedRowOut']['state']
export type Refused = Schemas['RefusedRowOut']
export type RefusedPage = Schemas['RefusedList']
export type RefusedCount = Schemas['RefusedCount']
export type RefusedDetail = Schemas['RefusedDetail']
export type RowIssue = Schemas['RowIssue']

export interface RefusedFilter {
  file?: string
  code?: string
  state?: RefusedState
}

const firstPage = null as string | null

const of = (id: string) => ({ path: { import_id: id } })

export const refusedCountsQuery = (id: string) =>
  queryOptions({
    queryKey: ['refused-counts', id],
    queryFn: async () => (await answered(api.GET('/api/v1/imports/{import_id}/refused-counts', { params: of(id) }))).items,
  })

/** Whether what rows wait for has come: looked at when the page is opened, not with each edit. */
export const lookAgainQuery = (id: string) =>
  queryOptions({
    queryKey: ['refused-look', id],
    queryFn: async ({ client }) => {
      const { items } = await answered(api.POST('/api/v1/imports/{import_id}/refused/look-again', { params: of(id) }))
      client.setQueryData(refusedCountsQuery(id).queryKey, items)
      return items.length
    },
    refetchOnWindowFocus: false,
  })

export const refusedQuery = (id: string, filter: RefusedFilter) =>
  infiniteQueryOptions({
    queryKey: ['refused', id, filter],
    queryFn: ({ pageParam }) =>
      answered(
        api.GET('/api/v1/imports/{import_id}/refused', {
          params: { ...of(id), query: { ...filter, cursor: pageParam ? Number(pageParam) : null } },
        }),
      ),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next,
  })

/** A row in the clear. Each reading is recorded, so it is not read again by itself. */
export const refusedRowQuery = (id: string, row: number) =>
  queryOptions({
    queryKey: ['refused-row', id, row],
    queryFn: () => answered(api.GET('/api/v1/imports/{import_id}/refused/{row_id}', { params: { path: { import_id: id, row_id: row } } })),
    staleTime: Infinity,
    retry: false,
  })
