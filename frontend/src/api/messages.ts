/** Messages: a specialist's own, and those that others wrote to specialists. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from './client'
import { openCopy } from './copy'

export type Message = Schemas['MessageOut']
export type Sent = Schemas['SentMessage']
export type Reader = Schemas['Reader']

const ALL = 500
const firstPage = null as string | null

/** The device follows them with the rest of what it keeps; where it keeps nothing, the server is asked. */
export const inboxQuery = queryOptions({
  queryKey: ['messages'],
  queryFn: async () =>
    (await openCopy().catch(() => undefined))?.messages() ??
    (await answered(api.GET('/api/v1/field/messages', { params: { query: { limit: ALL } } }))).items,
  networkMode: 'always',
})

export const sentQuery = (code: string) =>
  infiniteQueryOptions({
    queryKey: ['sent-messages', code],
    queryFn: ({ pageParam }) => answered(api.GET('/api/v1/cities/{code}/messages', { params: { path: { code }, query: { cursor: pageParam } } })),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next,
  })

export const readersQuery = (code: string) =>
  queryOptions({
    queryKey: ['message-readers', code],
    queryFn: () => answered(api.GET('/api/v1/cities/{code}/message-readers', { params: { path: { code } } })),
  })

export const sendMessage = (code: string, body: Schemas['MessageIn']) =>
  answered(api.POST('/api/v1/cities/{code}/messages', { params: { path: { code } }, body }))

export const withdrawMessage = (id: string) =>
  answered(api.POST('/api/v1/messages/{message_id}/withdrawal', { params: { path: { message_id: id } } }))

export const toldQuery = (customer: number) =>
  queryOptions({
    queryKey: ['told', customer],
    queryFn: () => answered(api.GET('/api/v1/customers/{customer_id}/messages', { params: { path: { customer_id: customer } } })),
  })

export const tellSpecialist = (customer: number, body: Schemas['SeatMessageIn']) =>
  answered(api.POST('/api/v1/customers/{customer_id}/messages', { params: { path: { customer_id: customer } }, body }))
