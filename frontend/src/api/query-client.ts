/** What the pages read, with one thing that the library does otherwise: a change is never lost to a reading that began before it. */
import { QueryClient, type InvalidateOptions, type InvalidateQueryFilters, type QueryKey } from '@tanstack/react-query'

export class Queries extends QueryClient {
  /**
   * Read anew what a change concerns, also what is on its way: the library lets a first reading go on, takes its answer
   * for a new one, and the page shows what was before the change (TanStack Query, `Query.fetch`).
   */
  override invalidateQueries<Key extends QueryKey = QueryKey>(filters?: InvalidateQueryFilters<Key>, options?: InvalidateOptions): Promise<void> {
    for (const query of this.getQueryCache().findAll({ ...filters, fetchStatus: 'fetching' })) {
      void query.cancel({ silent: true })
      // Whoever waits for the reading that was given up gets this one's answer, and its error.
      query.fetch().catch(() => undefined)
    }
    return super.invalidateQueries(filters, { cancelRefetch: false, ...options })
  }
}
