/** By which rules seats talk: what a call may come to, what to say, what can be taken in. */
import { queryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from './client'

export type SeatRules = Schemas['SeatRulesOut']
export type Outcome = Schemas['OutcomeRule']
export type Direction = Outcome['calls'][number]
export type Script = Schemas['Script']
export type ScriptLine = Schemas['ScriptLine']
export type ServiceItem = Schemas['ServiceItem']

/** They change only when the program or its rule files do. */
export const seatRulesQuery = queryOptions({
  queryKey: ['seat-rules'],
  queryFn: () => answered(api.GET('/api/v1/seat/rules')),
  staleTime: Number.POSITIVE_INFINITY,
})
