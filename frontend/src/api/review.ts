/** A customer's policy review, with what may be recommended for whoever recommends. */
import { queryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from './client'

export type ReviewPage = Schemas['ReviewPage']
export type Review = Schemas['ReviewOut']
export type Need = Schemas['NeedOut']
export type Recommendation = Schemas['RecommendationOut']
export type Offered = Schemas['OfferedOut']
export type Decision = Schemas['Decision']
export type DeclineReason = Schemas['DeclineReason']

export const reviewQuery = (customer: number) =>
  queryOptions({
    queryKey: ['review', customer],
    queryFn: () => answered(api.GET('/api/v1/customers/{customer_id}/review', { params: { path: { customer_id: customer } } })),
  })
