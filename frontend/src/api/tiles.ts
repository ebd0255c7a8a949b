/** The tile source that maps show under the cells, where there is one. */
import { queryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from './client'

export type Tiles = Schemas['TilesOut']

export const tilesQuery = queryOptions({
  queryKey: ['tile-source'],
  queryFn: async () => (await answered(api.GET('/api/v1/tile-source'))).source,
  staleTime: Number.POSITIVE_INFINITY,
})
