import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { todoQuery, type TodoFilter } from '../../api/queries'
import { kindWord, reasonWord } from '../../i18n/words'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { ErrorNotice } from '../../ui/Notice'

interface Props {
  city: string
  filter: TodoFilter
  chosen: number | undefined
}

export function TodoList({ city, filter, chosen }: Props) {
  const { t } = useLingui()
  const todo = useInfiniteQuery(todoQuery(city, filter))
  const rows = todo.data?.pages.flatMap((page) => page.items) ?? []
  if (todo.error) return <ErrorNotice error={todo.error} />
  if (todo.isSuccess && rows.length === 0) {
    const filtered = Object.keys(filter).length > 0
    return (
      <Empty icon={filtered ? 'search' : 'done'} title={filtered ? t`没有符合条件的地址` : t`没有待定位的地址`}>
        {filtered && (
          <Link to="/census/todo" search={{}} className="button">
            <Trans>清除条件</Trans>
          </Link>
        )}
      </Empty>
    )
  }
  return (
    <div className="todo-list">
      <ul className="todo-items" aria-label={t`待定位地址`} aria-busy={todo.isPending}>
        {rows.map((row) => (
          <li key={row.customer_id}>
            <Link
              to="/census/todo"
              search={{ ...filter, customer: row.customer_id }}
              replace
              className="todo-item"
              data-chosen={row.customer_id === chosen || undefined}
            >
              <span className="row">
                <strong>{row.name_masked}</strong>
                <span className="soft">{row.customer_no}</span>
                <span className="row-end badge badge-warn">{reasonWord(row.reason ?? '')}</span>
              </span>
              <span className="soft">
                {row.stated_district ?? row.address_masked} · {kindWord(row.kind)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {todo.hasNextPage && (
        <Button onPress={() => void todo.fetchNextPage()} isPending={todo.isFetchingNextPage}>
          <Trans>显示更多</Trans>
        </Button>
      )}
    </div>
  )
}
