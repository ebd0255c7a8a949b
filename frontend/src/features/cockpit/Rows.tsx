import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { rowsSearch } from '../../address/desk'
import { without } from '../../address/without'
import { count } from '../../i18n/format'
import { byWord } from '../../i18n/persistency'
import { useCity } from '../../session/city'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { Choice } from '../../ui/Field'
import { Icon } from '../../ui/icons'
import { ErrorNotice } from '../../ui/Notice'
import { SearchField } from '../../ui/SearchField'
import { Table, type Column } from '../../ui/Table'
import { Waiting } from '../../ui/Waiting'
import { DownloadButton } from './DownloadButton'
import type { RowTable } from './rows/table'

interface Customer {
  customer_id: number
}

const PAGE = 50
const firstPage = null as string | null

export function Rows<Row extends Customer>({ table }: { table: RowTable<Row> }) {
  const { t } = useLingui()
  const code = useCity()?.code ?? ''
  const search = useSearch({ from: '/shell/cockpit/rows' })
  const navigate = useNavigate({ from: '/cockpit/rows' })
  const rows = useInfiniteQuery({
    queryKey: ['cockpit-rows', code, search],
    queryFn: ({ pageParam }) => table.read(pageParam, PAGE),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next,
  })
  const shown = rows.data?.pages.flatMap((page) => page.items) ?? []
  const set = (key: string, value: string) => void navigate({ search: (before) => rowsSearch({ ...before, [key]: value }), replace: true })
  return (
    <div className="page-body">
      <div className="row">
        <Link to="/cockpit" className="button button-quiet">
          <Icon name="back" />
          <Trans>经营看板</Trans>
        </Link>
        <h1>{table.title}</h1>
        <span className="row-end" />
        <DownloadButton table={table} name={search.of ?? 'rows'} />
      </div>
      <div className="desk-filters">
        <SearchField placeholder={table.finds} value={search.q ?? ''} onChange={(value) => set('q', value)} />
        {table.choices.map(({ key, label, options }) => (
          <Choice
            key={key}
            label={label}
            value={search[key] ?? ''}
            options={key === 'figure' ? options : [{ value: '', label: t`全部` }, ...options]}
            onChange={(value) => set(key, value)}
          />
        ))}
      </div>
      {search.cell !== undefined && (
        <p className="row">
          <span className="badge">{t`只看一个网格`}</span>
          <Button onPress={() => void navigate({ search: (before) => without(before, 'cell'), replace: true })}>
            <Trans>看全部网格</Trans>
          </Button>
        </p>
      )}
      {search.owner !== undefined && (
        <p className="row">
          <span className="badge">{t`只看一个归属：${byWord(search.by ?? '')}`}</span>
          <Button onPress={() => void navigate({ search: (before) => without(before, 'owner'), replace: true })}>
            <Trans>看全部归属</Trans>
          </Button>
        </p>
      )}
      {rows.error && <ErrorNotice error={rows.error} />}
      {rows.isPending && <Waiting />}
      {rows.isSuccess && shown.length === 0 && <Empty icon="search" title={t`没有符合条件的记录`} />}
      {shown.length > 0 && (
        <>
          <Table caption={table.title} columns={columnsOf(table)} rows={shown} rowKey={table.rowKey} />
          <div className="row">
            <span className="soft">{rows.hasNextPage ? t`已显示 ${count(shown.length)} 条` : t`共 ${count(shown.length)} 条`}</span>
            {rows.hasNextPage && (
              <Button onPress={() => void rows.fetchNextPage()} isPending={rows.isFetchingNextPage}>
                <Trans>显示更多</Trans>
              </Button>
            )}
          </div>
        </>
      )}
    </div>
  )
}

/** The customer's or the policy's column leads to the customer. */
function columnsOf<Row extends Customer>(table: RowTable<Row>): Column<Row>[] {
  const linked = table.columns.some((column) => column.key === 'customer') ? 'customer' : 'policy'
  return table.columns.map(({ key, header, value, show, numeric, long }) => ({
    key,
    header,
    ...(numeric ? { numeric } : { unbroken: !long }),
    sort: (row) => value(row) ?? (numeric ? Number.NEGATIVE_INFINITY : ''),
    cell: (row) => {
      const text = show?.(row) ?? value(row) ?? '–'
      return key === linked ? (
        <Link to="/customers/$customerId" params={{ customerId: String(row.customer_id) }}>
          {text}
        </Link>
      ) : (
        text
      )
    },
  }))
}
