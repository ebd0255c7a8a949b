import { Trans } from '@lingui/react/macro'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { Button } from './Button'
import { ErrorNotice } from './Notice'
import { Waiting } from './Waiting'

interface Props<Row> {
  found: UseInfiniteQueryResult<InfiniteData<{ items: Row[] }>>
  /** What stands here when there is nothing. */
  none: React.ReactNode
  /** What the way to the next page is called. */
  more?: React.ReactNode
  children: (rows: Row[]) => React.ReactNode
}

/** Rows that are read page by page. */
export function Paged<Row>({ found, none, more, children }: Props<Row>) {
  const rows = found.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      {found.error && <ErrorNotice error={found.error} />}
      {found.isPending && <Waiting />}
      {found.isSuccess && rows.length === 0 && none}
      {rows.length > 0 && children(rows)}
      {found.hasNextPage && (
        <div>
          <Button onPress={() => void found.fetchNextPage()} isPending={found.isFetchingNextPage}>
            {more ?? <Trans>显示更多</Trans>}
          </Button>
        </div>
      )}
    </>
  )
}
