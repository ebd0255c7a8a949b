/** What the specialist's screens read, and a customer's story for everybody. */
import { queryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from './client'

export type Today = Schemas['TodayOut']
export type TodayItem = Schemas['TodayItem']
export type TodayCounts = Schemas['TodayCounts']
export type WorkedCell = Schemas['WorkedCell']
export type Story = Schemas['StoryOut']
export type Due = Schemas['DueOut']
export type Policy = Schemas['PolicyOut']
export type Revealed = Schemas['RevealOut']
export type CellCustomer = Schemas['CellCustomer']
export type SentOperation = Schemas['OperationOut']
export type VisitRequest = Schemas['RequestOut']

export const todayQuery = queryOptions({
  queryKey: ['today'],
  queryFn: () => answered(api.GET('/api/v1/field/today')),
})

export const fieldTaskQuery = (task: string) =>
  queryOptions({
    queryKey: ['field-task', task],
    queryFn: () => answered(api.GET('/api/v1/field/tasks/{task_id}', { params: { path: { task_id: task } } })),
  })

export const fieldCellQuery = (cell: number) =>
  queryOptions({
    queryKey: ['field-cell', cell],
    queryFn: () => answered(api.GET('/api/v1/field/cell/{cell_id}', { params: { path: { cell_id: cell } } })),
    staleTime: 60_000,
  })

export const operationsQuery = queryOptions({
  queryKey: ['operations'],
  queryFn: () => answered(api.GET('/api/v1/field/operations', { params: { query: {} } })),
})

export const customerQuery = (customer: number) =>
  queryOptions({
    queryKey: ['customer', customer],
    queryFn: () => answered(api.GET('/api/v1/customers/{customer_id}', { params: { path: { customer_id: customer } } })),
  })

/** What is masked elsewhere. Each call is recorded, so it is made only when somebody asks for it. */
export function reveal(customer: number): Promise<Revealed> {
  return answered(api.POST('/api/v1/customers/{customer_id}/reveal', { params: { path: { customer_id: customer } } }))
}
