/** What a page reads first of all. It is asked for together with who looks at it, and not only after that. */
import type { QueryClient } from '@tanstack/react-query'
import { customerQuery, fieldCellQuery, todayQuery } from '../api/field'
import { meQuery } from '../api/queries'
import { routeQuery } from '../api/route'
import { minuteNow } from '../rules/days'

type Params = Readonly<Record<string, string>>

const READS: Readonly<Record<string, (queries: QueryClient, params: Params) => Promise<void>>> = {
  '/shell': (queries) => queries.prefetchQuery(meQuery),
  '/shell/today': async (queries) => {
    // The list stands in the order of the route from the beginning.
    await Promise.all([queries.prefetchQuery(todayQuery), queries.prefetchQuery(routeQuery(minuteNow, undefined))])
  },
  '/shell/cell': async (queries) => {
    await queries.prefetchQuery(todayQuery)
    const [first] = queries.getQueryData(todayQuery.queryKey)?.cells ?? []
    if (first) await queries.prefetchQuery(fieldCellQuery(first.cell_id))
  },
  '/shell/customers/$customerId': async (queries, { customerId }) => {
    const id = Number(customerId)
    if (Number.isSafeInteger(id)) await queries.prefetchQuery(customerQuery(id))
  },
}

/** Begin to read for a route of the address; what fails is read again by the page, which says so. */
export async function readFirst(queries: QueryClient, route: string, params: Params): Promise<void> {
  await READS[route]?.(queries, params)
}
