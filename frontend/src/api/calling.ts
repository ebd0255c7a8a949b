/** By which rules seats talk: what a call may come to, what to say, what can be taken in. */
import { queryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from './client'

export type SeatRules = Schemas['SeatRulesOut']
export type Outcome = Schemas['OutcomeRule']
export type Direction = Outcome['calls'][number]
export type Script = Schemas['Script']
export type ScriptLine = Schemas['ScriptLine']
export type ServiceItem = Schemas['ServiceItem']

export type Caller = Schemas['CallerOut']
export type InboundCall = Schemas['InboundIn']

/** What is looked for stands in no address: it may be somebody's number. */
export const findCallers = (text: string) => answered(api.POST('/api/v1/callers', { body: { text } }))

export const saveInbound = (code: string, body: InboundCall) => answered(api.POST('/api/v1/cities/{code}/inbound-calls', { params: { path: { code } }, body }))

/** They change only when the program or its rule files do. */
export const seatRulesQuery = queryOptions({
  queryKey: ['seat-rules'],
  queryFn: () => answered(api.GET('/api/v1/seat/rules')),
  staleTime: Number.POSITIVE_INFINITY,
})
