/** What the specialist's screens read, and a customer's story for everybody. */
import { queryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from './client'
import { openCopy, orKept } from './copy'

export type Today = Schemas['TodayOut']
export type TodayItem = Schemas['TodayItem']
export type DayRoute = Schemas['RouteOut']
export type RouteFigures = Schemas['RouteFigures']
export type TodayCounts = Schemas['TodayCounts']
export type WorkedCell = Schemas['WorkedCell']
/** Not known to the server yet: it was done on this device. */
export interface Unsent {
  unsent?: true
}
type Plain = Schemas['StoryOut']
export type Story = Omit<Plain, 'contacts' | 'promises' | 'consents' | 'notes' | 'care' | 'appointments' | 'steps' | 'services'> & {
  care: (NonNullable<Plain['care']> & Unsent) | null
  contacts: (Plain['contacts'][number] & Unsent)[]
  promises: (Plain['promises'][number] & Unsent)[]
  consents: (Plain['consents'][number] & Unsent)[]
  notes: (Plain['notes'][number] & Unsent)[]
  appointments: (Plain['appointments'][number] & Unsent)[]
  steps: (Plain['steps'][number] & Unsent)[]
  services: (Plain['services'][number] & Unsent)[]
  /** What was corrected on this device and counts when he has said the code, with what the server has of it. */
  corrected?: Partial<Record<'mobile' | 'landline' | 'address', string>>
}
export type MyCell = Schemas['MyCellOut']
export type Due = Schemas['DueOut']
export type Policy = Schemas['PolicyOut']
export type Revealed = Schemas['RevealOut']
export type CellCustomer = Schemas['CellCustomer']
export type SentOperation = Schemas['OperationOut']
export type VisitRequest = Schemas['RequestOut']

/** They are asked for without a network too: then the device answers. */
const ALWAYS = { networkMode: 'always', refetchOnReconnect: 'always' } as const

export const todayQuery = queryOptions({
  queryKey: ['today'],
  queryFn: ({ signal }) => orKept(() => answered(api.GET('/api/v1/field/today', { signal })), (kept) => kept.today(), signal),
  ...ALWAYS,
})

export const fieldTaskQuery = (task: string) =>
  queryOptions({
    queryKey: ['field-task', task],
    queryFn: ({ signal }) => orKept(() => answered(api.GET('/api/v1/field/tasks/{task_id}', { params: { path: { task_id: task } }, signal })), (kept) => kept.task(task), signal),
    ...ALWAYS,
  })

export const fieldCellQuery = (cell: number) =>
  queryOptions({
    queryKey: ['field-cell', cell],
    queryFn: ({ signal }) => orKept(() => answered(api.GET('/api/v1/field/cell/{cell_id}', { params: { path: { cell_id: cell } }, signal })), (kept) => kept.cell(cell), signal),
    staleTime: 60_000,
    ...ALWAYS,
  })

export const operationsQuery = queryOptions({
  queryKey: ['operations'],
  queryFn: () => answered(api.GET('/api/v1/field/operations', { params: { query: {} } })),
})

export const customerQuery = (customer: number) =>
  queryOptions({
    queryKey: ['customer', customer],
    queryFn: ({ signal }): Promise<Story> =>
      orKept<Story>(() => answered(api.GET('/api/v1/customers/{customer_id}', { params: { path: { customer_id: customer } }, signal })), (kept) => kept.customer(customer), signal),
    ...ALWAYS,
  })

/** The device's own copy, as far as it is there. */
export const keptQuery = queryOptions({
  queryKey: ['kept'],
  // It is one and the same while it changes: who asks it is told by what it comes in.
  queryFn: async () => ({ kept: await openCopy() }),
  structuralSharing: false,
  ...ALWAYS,
})

/**
 * What is masked elsewhere. Each call is recorded, so it is made only when somebody asks for it; that a tablet has it with it was
 * recorded when it was handed out.
 */
export function reveal(customer: number): Promise<Revealed> {
  const ask = () => answered(api.POST('/api/v1/customers/{customer_id}/reveal', { params: { path: { customer_id: customer } } }))
  return orKept(ask, (kept) => kept.reveal(customer))
}
