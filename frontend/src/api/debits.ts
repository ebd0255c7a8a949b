/** Debit return files of the banks, and policies whose state contradicts their payments. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from './client'

export type DebitFile = Schemas['DebitFileOut']
export type DebitDelivery = Schemas['DebitDeliveryOut']
export type DebitRow = Schemas['DebitRowOut']
export type Verdict = DebitRow['verdict']
export type Contradiction = Schemas['ContradictionOut']

const firstPage = null as string | null
const asNumber = (cursor: string | null) => (cursor === null ? null : Number(cursor))

export const debitFilesQuery = (city: string) =>
  infiniteQueryOptions({
    queryKey: ['debit-files', city],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/cities/{code}/debit-files', { params: { path: { code: city }, query: { cursor: pageParam } } })),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next,
  })

export const debitFileQuery = (file: string) =>
  queryOptions({
    queryKey: ['debit-file', file],
    queryFn: () => answered(api.GET('/api/v1/debit-files/{file_id}', { params: { path: { file_id: file } } })),
  })

export const debitDeliveryQuery = (delivery: string) =>
  queryOptions({
    queryKey: ['debit-delivery', delivery],
    queryFn: () => answered(api.GET('/api/v1/debit-deliveries/{delivery_id}', { params: { path: { delivery_id: delivery } } })),
  })

export const debitRowsQuery = (file: string, verdict: Verdict | undefined) =>
  infiniteQueryOptions({
    queryKey: ['debit-rows', file, verdict],
    queryFn: ({ pageParam }) =>
      answered(
        api.GET('/api/v1/debit-files/{file_id}/rows', {
          params: { path: { file_id: file }, query: { cursor: asNumber(pageParam), ...(verdict && { verdict }) } },
        }),
      ),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next,
  })

export const contradictionsQuery = (city: string) =>
  infiniteQueryOptions({
    queryKey: ['contradictions', city],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/cities/{code}/contradictions', { params: { path: { code: city }, query: { cursor: asNumber(pageParam) } } })),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next,
  })

export function deliverDebits(city: string, file: File): Promise<DebitDelivery> {
  const body = new FormData()
  body.append('file', file)
  return answered(
    api.POST('/api/v1/cities/{code}/debit-files', {
      params: { path: { code: city } },
      body: { file: file.name },
      bodySerializer: () => body,
    }),
  )
}
