/** Policy service: a customer's requests, and the code by which he confirms them. */
import { queryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from './client'

export type ServiceRequest = Schemas['ServiceRequestOut']
export type ServiceList = Schemas['ServiceRequestList']
export type ServiceIn = Schemas['ServiceRequestIn']

export const serviceQuery = (customer: number) =>
  queryOptions({
    queryKey: ['service', customer],
    queryFn: () => answered(api.GET('/api/v1/customers/{customer_id}/service-requests', { params: { path: { customer_id: customer } } })),
  })

export function takeIn(customer: number, body: ServiceIn): Promise<ServiceRequest> {
  return answered(api.POST('/api/v1/customers/{customer_id}/service-requests', { params: { path: { customer_id: customer } }, body }))
}

const one = (request: string) => ({ params: { path: { request_id: request } } })

export function sendCode(request: string): Promise<ServiceRequest> {
  return answered(api.POST('/api/v1/service-requests/{request_id}/code', one(request)))
}

export function confirmRequest(request: string, code: string): Promise<ServiceRequest> {
  return answered(api.POST('/api/v1/service-requests/{request_id}/confirmation', { ...one(request), body: { code } }))
}

export function withdrawRequest(request: string): Promise<ServiceRequest> {
  return answered(api.DELETE('/api/v1/service-requests/{request_id}', one(request)))
}
