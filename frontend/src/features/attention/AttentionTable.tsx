import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Attention } from '../../api/desk'
import { attentionWhy, nobodyShown } from '../../i18n/attention'
import { operationText } from '../../i18n/said'
import { dateTime } from '../../i18n/format'
import { operationKindWord } from '../../i18n/work'
import { Button } from '../../ui/Button'
import { Table, type Column } from '../../ui/Table'

interface Props {
  rows: Attention[]
  onDecide: ((row: Attention) => void) | undefined
}

/** Who, for whom, what, since when and why. */
export function AttentionTable({ rows, onDecide }: Props) {
  const { t } = useLingui()
  const columns: Column<Attention>[] = [
    { key: 'received', header: t`上传时间`, cell: (row) => dateTime(row.received_at), sort: (row) => row.received_at },
    { key: 'specialist', header: t({ message: '专员', context: 'one' }), unbroken: true, cell: (row) => row.specialist ?? <span className="soft">{t`没有对应的专员`}</span>, sort: (row) => row.specialist ?? '' },
    { key: 'customer', header: t({ message: '客户', context: 'one' }), unbroken: true, cell: (row) => <Customer row={row} />, sort: (row) => row.customer?.name_masked ?? '' },
    {
      key: 'what',
      header: t`内容`,
      cell: (row) => (
        <div className="stack-tight">
          <span>{operationText(row)}</span>
          <span className="soft">{t`发生于 ${dateTime(row.occurred_at)}`}</span>
        </div>
      ),
      sort: (row) => operationKindWord(row.kind),
    },
    { key: 'why', header: t`为什么`, cell: (row) => attentionWhy(row.code), sort: (row) => row.code ?? '' },
  ]
  if (onDecide) {
    columns.push({
      key: 'decide',
      header: t`决定`,
      cell: (row) => (
        <Button onPress={() => onDecide(row)} aria-label={t`去处理 ${row.specialist ?? ''} ${operationKindWord(row.kind)}`}>
          {t`去处理`}
        </Button>
      ),
    })
  }
  return <Table caption={t`同步异常`} columns={columns} rows={rows} rowKey={(row) => row.op_id} />
}

function Customer({ row }: { row: Attention }) {
  if (row.customer === null) return <span className="soft">{nobodyShown(row.kind)}</span>
  return (
    <Link to="/customers/$customerId" params={{ customerId: String(row.customer.customer_id) }}>
      {row.customer.name_masked}
    </Link>
  )
}
