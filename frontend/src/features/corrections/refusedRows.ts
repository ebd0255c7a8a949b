/** Going through the refused rows: which one comes next, and what a save changes in their list. */
import { useInfiniteQuery, type InfiniteData, type QueryClient } from '@tanstack/react-query'
import { refusedQuery, type Refused, type RefusedFilter, type RefusedPage } from '../../api/corrections'
import { rowsOf, withRow, type Pages } from './listing'

const following = (data: Pages | undefined, row: number) => rowsOf(data).find((one) => one.id > row)?.id

export function useRefusedRows(importId: string, filter: RefusedFilter) {
  const query = useInfiniteQuery(refusedQuery(importId, filter))
  const items = rowsOf(query.data)
  return {
    query,
    items,
    before: (row: number) => items.findLast((one) => one.id < row)?.id,
    /** The row after one; more of the list is loaded where it has not come yet. */
    after: async (row: number): Promise<number | undefined> => {
      let { data, hasNextPage } = query
      while (following(data, row) === undefined && hasNextPage) {
        const more = await query.fetchNextPage()
        if (more.isError) break
        ;({ data, hasNextPage } = more)
      }
      return following(data, row)
    },
  }
}

/** Shows a saved row in the lists in sight as it is now; the others are read again when they come into sight. */
export function listSaved(queries: QueryClient, importId: string, { id, file, line, code, refers_to, state }: Refused): void {
  const row = { id, file, line, code, refers_to, state }
  const lists = { queryKey: ['refused', importId] }
  for (const query of queries.getQueryCache().findAll({ ...lists, type: 'active' })) {
    const filter = query.queryKey[2] as RefusedFilter
    queries.setQueryData<InfiniteData<RefusedPage>>(query.queryKey, (data) => data && withRow(data, filter, row))
  }
  void queries.invalidateQueries({ ...lists, type: 'inactive' })
}
