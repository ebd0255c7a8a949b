/** What the pages read, with one thing that the library does otherwise: a change is never lost to a reading that began before it. */
import { QueryClient, type InvalidateOptions, type InvalidateQueryFilters, type QueryKey } from '@tanstack/react-query'

export class Queries extends QueryClient {
  /**
   * Read anew what a change concerns, also what is being read for the first time: the library takes the answer of such a
   * reading for a new one, and the page shows what was before the change (TanStack Query, `Query.fetch`). That answer is
   * shown until the next is there: where changes come one upon the other, a page would show nothing otherwise.
   */
  override async invalidateQueries<Key extends QueryKey = QueryKey>(filters?: InvalidateQueryFilters<Key>, options?: InvalidateOptions): Promise<void> {
    const firstReadings = this.getQueryCache()
      .findAll({ ...filters, fetchStatus: 'fetching' })
      .filter(({ state }) => state.data === undefined)
    const again = firstReadings.map(async ({ promise, queryKey }) => {
      await promise?.catch(() => undefined)
      // Several changes during one reading are one more reading.
      await super.invalidateQueries({ ...filters, queryKey, exact: true }, { ...options, cancelRefetch: false })
    })
    await Promise.all([super.invalidateQueries(filters, options), ...again])
  }
}
