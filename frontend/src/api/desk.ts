/** What the desks read: seats, supervisors, operations. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { QueueSearch, RequestsSearch } from '../address/desk'
import { answered, api, type Schemas } from './client'

export type Queue = Schemas['QueueOut']
export type QueueRow = Schemas['QueueRow']
export type Claim = Schemas['ClaimOut']
export type Call = Schemas['CallIn']
export type SeatNews = Schemas['SeatNews']
export type SavedCall = Schemas['CallOut']
export type CallOutcome = Schemas['CallOutcome']
export type Staffing = Schemas['StaffingOut']
export type StaffedCell = Schemas['StaffedCell']
export type Specialist = Schemas['SpecialistOut']
export type Station = Schemas['StationOut']
export type Tenure = Schemas['TenureOut']
export type Cockpit = Schemas['CockpitOut']

export type Attention = Schemas['AttentionOut']
export type Decision = Schemas['DecisionIn']

const firstPage = null as string | null

export const queueQuery = (code: string, filter: QueueSearch) =>
  infiniteQueryOptions({
    queryKey: ['queue', code, filter],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/cities/{code}/queue', { params: { path: { code }, query: { ...filter, cursor: pageParam } } })),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next,
  })

export const claimQuery = (id: string) =>
  queryOptions({
    queryKey: ['claim', id],
    queryFn: () => answered(api.GET('/api/v1/claims/{claim_id}', { params: { path: { claim_id: id } } })),
  })

export const requestsQuery = (city: string, state: RequestsSearch['state']) =>
  infiniteQueryOptions({
    queryKey: ['requests', city, state ?? ''],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/visit-requests', { params: { query: { city, ...(state && { state: [state] }), cursor: pageParam } } })),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next,
  })

export const attentionQuery = (code: string) =>
  infiniteQueryOptions({
    queryKey: ['attention', code],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/cities/{code}/attention', { params: { path: { code }, query: { cursor: pageParam } } })),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next,
  })

export function decideOperation(id: string, decision: Decision): Promise<Schemas['DecidedOut']> {
  return answered(api.POST('/api/v1/operations/{op_id}/decision', { params: { path: { op_id: id } }, body: decision }))
}

export const staffingQuery = (code: string) =>
  queryOptions({
    queryKey: ['staffing', code],
    queryFn: () => answered(api.GET('/api/v1/cities/{code}/staffing', { params: { path: { code } } })),
  })

export const cockpitQuery = (code: string) =>
  queryOptions({
    queryKey: ['cockpit', code],
    queryFn: () => answered(api.GET('/api/v1/cities/{code}/cockpit', { params: { path: { code } } })),
  })
