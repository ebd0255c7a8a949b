import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { withdrawMessage, type Sent } from '../../api/messages'
import { count, dateTime } from '../../i18n/format'
import { messageText, originWord } from '../../i18n/memos'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/Notice'
import { Table, type Column } from '../../ui/Table'

/** Each message with who has read it. */
export function SentTable({ rows, city }: { rows: Sent[]; city: string }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const { mutate, error, isPending } = useMutation({
    mutationFn: withdrawMessage,
    onSettled: () => queries.invalidateQueries({ queryKey: ['sent-messages', city] }),
  })
  const columns: Column<Sent>[] = [
    { key: 'at', header: t`时间`, cell: (row) => dateTime(row.sent_at), sort: (row) => row.sent_at },
    { key: 'from', header: t`发件人`, cell: (row) => `${originWord(row.origin)} ${row.sender ?? ''}`, sort: (row) => row.sender ?? '' },
    { key: 'text', header: t`内容`, cell: (row) => <Said row={row} /> },
    { key: 'read', header: t`已读`, cell: (row) => t`${count(row.to.filter((one) => one.read_at).length)} / ${count(row.to.length)}` },
    { key: 'answers', header: t`谁已读、回复了什么`, cell: (row) => <Answers row={row} /> },
    {
      key: 'withdraw',
      header: t`操作`,
      cell: (row) =>
        row.mine && row.withdrawn_at === null ? (
          <Button isDisabled={isPending} onPress={() => mutate(row.message_id)} aria-label={t`撤回这条消息：${messageText(row)}`}>
            {t`撤回这条消息`}
          </Button>
        ) : null,
    },
  ]
  return (
    <>
      {error && <ErrorNotice error={error} />}
      <Table caption={t`给专员的消息`} columns={columns} rows={rows} rowKey={(row) => row.message_id} />
    </>
  )
}

function Said({ row }: { row: Sent }) {
  return (
    <div className="stack-tight">
      <span className={row.withdrawn_at ? 'soft' : undefined}>{messageText(row)}</span>
      {row.customer_name && <span className="soft">{row.customer_name}</span>}
    </div>
  )
}

function Answers({ row }: { row: Sent }) {
  const { t } = useLingui()
  const known = row.to.filter((one) => one.read_at)
  if (known.length === 0) return <span className="soft">{t`还没有人读`}</span>
  return (
    <div className="stack-tight">
      {known.map((one) => (
        <span key={one.specialist_id ?? one.read_at}>
          {one.name_masked} {one.reply ?? <span className="soft">{t`已读`}</span>}
        </span>
      ))}
    </div>
  )
}
