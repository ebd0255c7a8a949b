/** The list of refused rows, page by page, as far as it is loaded. */
import type { InfiniteData } from '@tanstack/react-query'
import type { Refused, RefusedFilter, RefusedPage } from '../../api/corrections'
import { fitting } from './counting'

export type Pages = Pick<InfiniteData<RefusedPage>, 'pages'>

export const rowsOf = (data: Pages | undefined): Refused[] => data?.pages.flatMap((page) => page.items) ?? []

/** The list with a row as it is now: in its place where it fits the filter, and not in it where it does not. */
export function withRow<T extends Pages>(data: T, filter: RefusedFilter, row: Refused): T {
  const place = data.pages.findIndex((page) => page.next === null || row.id <= Number(page.next))
  const pages = data.pages.map((page, index) => {
    if (index !== place) return page
    const others = page.items.filter((one) => one.id !== row.id)
    const items = [...others, ...fitting([row], filter)].toSorted((one, other) => one.id - other.id)
    return { ...page, items }
  })
  return { ...data, pages }
}
