/** Whom to treat: what its page and a customer's page read. */
import { queryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from './client'

export type Treatment = Schemas['TreatmentPage']
export type Rate = Schemas['RateOut']
export type Run = Schemas['RunOut']
export type Decision = Schemas['TreatmentDecision']

export const treatmentQuery = (code: string) =>
  queryOptions({
    queryKey: ['treatment', code],
    queryFn: () => answered(api.GET('/api/v1/cities/{code}/treatment', { params: { path: { code } } })),
  })

export const decisionsQuery = (customer: number) =>
  queryOptions({
    queryKey: ['customer', customer, 'decisions'],
    queryFn: () => answered(api.GET('/api/v1/customers/{customer_id}/decisions', { params: { path: { customer_id: customer } } })),
  })
