/**
 * The due list and collection rates by owner. What an address asks for is text; the server decides whether it is one of its words.
 * Figures are shown until others have come: each answer says what was asked.
 */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from './client'
import type { paths } from './schema'

export type OwnerBoxes = Schemas['OwnerBoxes']
export type OwnerDues = Schemas['OwnerDues']
export type PremiumNews = Schemas['PremiumNews']
type By = NonNullable<paths['/api/v1/cities/{code}/cockpit/dues/owners']['get']['parameters']['query']>['by']

export const boxesQuery = (code: string, month: string, by: string) =>
  queryOptions({
    queryKey: ['cockpit', code, 'collection', month, by],
    queryFn: async () => ({
      month,
      by,
      ...(await answered(api.GET('/api/v1/cities/{code}/cockpit/collection/owners', { params: { path: { code }, query: { due_month: month, by: by as By } } }))),
    }),
    placeholderData: keepPreviousData,
  })

export const ownerDuesQuery = (code: string, by: string) =>
  queryOptions({
    queryKey: ['cockpit', code, 'dues', by],
    queryFn: async () => ({
      by,
      ...(await answered(api.GET('/api/v1/cities/{code}/cockpit/dues/owners', { params: { path: { code }, query: { by: by as By } } }))),
    }),
    placeholderData: keepPreviousData,
  })
