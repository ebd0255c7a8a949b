/** A policy's story: its state on any day, by what was known on any other. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from './client'

export type History = Schemas['PolicyHistory']
export type PolicyEvent = Schemas['PolicyEventOut']

export interface Days {
  as_of?: string
  known_on?: string
}

export const historyQuery = (policy: number, days: Days) =>
  queryOptions({
    queryKey: ['history', policy, days],
    queryFn: () => answered(api.GET('/api/v1/policies/{policy_id}/history', { params: { path: { policy_id: policy }, query: days } })),
    placeholderData: keepPreviousData,
  })
