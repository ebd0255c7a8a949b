import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { VisitRequest } from '../../api/field'
import { dateTime, day } from '../../i18n/format'
import { dayPartWord, requestReasonWord, requestStateWord } from '../../i18n/work'
import { Table, type Column } from '../../ui/Table'
import { AnswerTime, RequestBadge, RequestNews } from './RequestState'

export function RequestTable({ rows }: { rows: VisitRequest[] }) {
  const { t } = useLingui()
  const columns: Column<VisitRequest>[] = [
    {
      key: 'state',
      header: t`状态`,
      cell: (row) => (
        <div className="stack-tight">
          <span>
            <RequestBadge state={row.state} />
          </span>
          <AnswerTime request={row} />
        </div>
      ),
      sort: (row) => requestStateWord(row.state),
    },
    {
      key: 'customer',
      header: t({ message: '客户', context: 'one' }),
      unbroken: true,
      cell: (row) => (
        <>
          <Link to="/customers/$customerId" params={{ customerId: String(row.customer_id) }}>
            {row.name_masked}
          </Link>
          {row.policy_no && <div className="soft">{row.policy_no}</div>}
        </>
      ),
      sort: (row) => row.name_masked,
    },
    {
      key: 'reason',
      header: t`为什么`,
      cell: (row) => (
        <>
          <span className="request-reason">{requestReasonWord(row.reason)}</span>
          {row.note && <div className="soft request-note">{row.note}</div>}
        </>
      ),
      sort: (row) => requestReasonWord(row.reason),
    },
    {
      key: 'wished',
      header: t`希望时间`,
      cell: (row) => [row.wished_on && day(row.wished_on), row.wished_part && dayPartWord(row.wished_part)].filter(Boolean).join(' ') || t`都可以`,
      sort: (row) => row.wished_on ?? '',
    },
    { key: 'cell', header: t`网格`, cell: (row) => row.cell_name ?? <span className="late">{t`没有专员`}</span>, sort: (row) => row.cell_name ?? '' },
    { key: 'raised', header: t`提出时间`, cell: (row) => dateTime(row.raised_at), sort: (row) => row.raised_at },
    { key: 'news', header: t`处理情况`, cell: (row) => <RequestNews request={row} />, sort: (row) => row.answered_at ?? '' },
  ]
  return <Table caption={t`转上门`} columns={columns} rows={rows} rowKey={(row) => row.id} />
}
