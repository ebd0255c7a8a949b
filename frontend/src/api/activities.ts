/** What the screens of events read: the desk's list, the events for a customer, those of a specialist's customers. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { EventsSearch } from '../address/events'
import { answered, api, type Schemas } from './client'
import { orKept } from './copy'

export type Event = Schemas['EventOut']
export type EventIn = Schemas['EventIn']
export type EventChoices = Schemas['EventChoices']
export type Guest = Schemas['GuestOut']
export type Offer = Schemas['OfferOut']
export type CustomerEvents = Schemas['CustomerEventsOut']
export type MyEvent = Schemas['MyEventOut']

const firstPage = null as string | null

export const eventsQuery = (code: string, { q, state }: EventsSearch) =>
  infiniteQueryOptions({
    queryKey: ['events', code, q ?? '', state ?? ''],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/cities/{code}/events', { params: { path: { code }, query: { ...(q && { q }), ...(state && { state }), cursor: pageParam } } })),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next,
  })

export const eventQuery = (id: string) =>
  queryOptions({
    queryKey: ['event', id],
    queryFn: () => answered(api.GET('/api/v1/events/{event_id}', { params: { path: { event_id: id } } })),
  })

export const eventChoicesQuery = (code: string) =>
  queryOptions({
    queryKey: ['event-choices', code],
    queryFn: () => answered(api.GET('/api/v1/cities/{code}/event-choices', { params: { path: { code } } })),
    staleTime: 5 * 60_000,
  })

export const guestsPage = (id: string, cursor: string | null, limit = 100) =>
  answered(api.GET('/api/v1/events/{event_id}/sign-ups', { params: { path: { event_id: id }, query: { cursor, limit } } }))

export const guestsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['event', id, 'guests'],
    queryFn: ({ pageParam }) => guestsPage(id, pageParam),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next,
  })

/** Under the customer's own key: what is done for him lets it be read again. */
export const customerEventsQuery = (customer: number) =>
  queryOptions({
    queryKey: ['customer', customer, 'events'],
    queryFn: () => answered(api.GET('/api/v1/customers/{customer_id}/events', { params: { path: { customer_id: customer } } })),
  })

export const myEventsQuery = queryOptions({
  queryKey: ['my-events'],
  queryFn: ({ signal }) => orKept(() => answered(api.GET('/api/v1/my-events', { signal })), (kept) => kept.events(), signal),
  networkMode: 'always',
  refetchOnReconnect: 'always',
})
