/**
 * Persistency by any definition. What an address asks for is text; whether it is one of the server's words, the server decides.
 * Figures are shown until others have come: each answer says what was asked.
 */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Switches } from '../address/desk'
import { answered, api, type Schemas } from './client'
import type { paths } from './schema'

export type Persistency = Schemas['PersistencyOut']
export type Cohort = Schemas['CohortFigure']
export type OwnerFigure = Schemas['OwnerFigure']
type Asked = NonNullable<paths['/api/v1/cities/{code}/cockpit/persistency/owners']['get']['parameters']['query']>

export const persistencyQuery = (code: string, how: Switches) =>
  queryOptions({
    queryKey: ['cockpit', code, 'persistency', how],
    queryFn: async () => ({
      how,
      ...(await answered(api.GET('/api/v1/cities/{code}/cockpit/persistency', { params: { path: { code }, query: how as unknown as Asked } }))),
    }),
    placeholderData: keepPreviousData,
  })

export const ownersQuery = (code: string, how: Switches, month: string, by: string) =>
  queryOptions({
    queryKey: ['cockpit', code, 'persistency', how, month, by],
    queryFn: async () => ({
      how,
      month,
      by,
      ...(await answered(
        api.GET('/api/v1/cities/{code}/cockpit/persistency/owners', {
          params: { path: { code }, query: { ...how, cohort_month: month, by } as unknown as Asked },
        }),
      )),
    }),
    placeholderData: keepPreviousData,
  })
