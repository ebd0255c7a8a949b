import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { guestsPage, guestsQuery, type Event, type Guest } from '../../api/activities'
import { signUpStateWord } from '../../i18n/event-words'
import { count, dateTime, today } from '../../i18n/format'
import { Button } from '../../ui/Button'
import { csvOf, download, type RowColumn } from '../../ui/csv'
import { Icon } from '../../ui/icons'
import { ErrorNotice } from '../../ui/Notice'
import { useRowKeys } from '../../ui/rowKeys'
import { Table, type Column } from '../../ui/Table'
import { AnswerBadge } from './EventBadge'

const PAGE = 500

/** Who answered, masked, and the same as a file. */
export function GuestTable({ event }: { event: Event }) {
  const { t } = useLingui()
  const box = useRowKeys()
  const guests = useInfiniteQuery(guestsQuery(event.event_id))
  const rows = guests.data?.pages.flatMap((page) => page.items) ?? []
  const columns: (RowColumn<Guest> & Pick<Column<Guest>, 'sort'>)[] = [
    { key: 'customer', header: t({ message: '客户', context: 'one' }), value: (row) => row.name_masked, show: (row) => <ToCustomer guest={row} /> },
    { key: 'mobile', header: t`手机`, value: (row) => row.mobile_masked },
    { key: 'community', header: t`小区`, value: (row) => row.community },
    { key: 'cell', header: t`网格`, value: (row) => row.cell_name },
    { key: 'state', header: t`答复`, value: (row) => signUpStateWord(row.state), show: (row) => <AnswerBadge state={row.state} /> },
    { key: 'persons', header: t`人数`, value: (row) => row.persons, show: (row) => count(row.persons), numeric: true },
    { key: 'specialist', header: t`记录人`, value: (row) => row.specialist },
    { key: 'answered', header: t`答复时间`, value: (row) => row.answered_at, show: (row) => dateTime(row.answered_at) },
  ]
  const shown: Column<Guest>[] = columns.map(({ key, header, value, show, numeric }) => ({
    key,
    header,
    ...(numeric && { numeric }),
    cell: (row) => show?.(row) ?? value(row) ?? '–',
    sort: (row) => value(row) ?? '',
  }))
  return (
    <section className="card stack" ref={box}>
      <div className="row">
        <h2>
          <Trans>客户答复</Trans>
        </h2>
        <span className="row-end" />
        {rows.length > 0 && (
          <Link to="/events/$eventId/codes" params={{ eventId: event.event_id }} className="button">
            <Icon name="print" />
            <Trans>打印签到码</Trans>
          </Link>
        )}
        {rows.length > 0 && <Download event={event} columns={columns} />}
      </div>
      {guests.error && <ErrorNotice error={guests.error} />}
      {guests.isSuccess && rows.length === 0 && (
        <p className="soft">
          <Trans>还没有客户答复。专员在客户页面上邀请和报名，答复会出现在这里。</Trans>
        </p>
      )}
      {rows.length > 0 && <Table caption={t`客户答复`} columns={shown} rows={rows} rowKey={(row) => row.sign_up_id} />}
      {guests.hasNextPage && (
        <div>
          <Button onPress={() => void guests.fetchNextPage()} isPending={guests.isFetchingNextPage}>
            <Trans>显示更多</Trans>
          </Button>
        </div>
      )}
    </section>
  )
}

function ToCustomer({ guest }: { guest: Guest }) {
  return (
    <Link to="/customers/$customerId" params={{ customerId: String(guest.customer_id) }}>
      {guest.name_masked}
    </Link>
  )
}

function Download({ event, columns }: { event: Event; columns: RowColumn<Guest>[] }) {
  const { t } = useLingui()
  const save = useMutation({
    mutationFn: async () => {
      const rows: Guest[] = []
      let cursor: string | null = null
      do {
        const page = await guestsPage(event.event_id, cursor, PAGE)
        rows.push(...page.items)
        cursor = page.next
      } while (cursor !== null)
      download(`gridward-event-${today()}.csv`, csvOf(columns, rows))
    },
  })
  return (
    <>
      {save.error && <ErrorNotice error={save.error} />}
      <Button icon="download" onPress={() => save.mutate()} isPending={save.isPending} aria-label={t`下载 CSV`}>
        <Trans>CSV</Trans>
      </Button>
    </>
  )
}
