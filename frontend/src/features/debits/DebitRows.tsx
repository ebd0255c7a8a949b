import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { debitRowsQuery, type DebitFile, type DebitRow, type Verdict } from '../../api/debits'
import { deliveredWord } from '../../i18n/book'
import { debitColumnWord, refusalWord, verdictWord } from '../../i18n/debits'
import { count, day, money } from '../../i18n/format'
import { Choice } from '../../ui/Field'
import { Paged } from '../../ui/Paged'
import { Table, type Column } from '../../ui/Table'
import './debits.css'

const VERDICTS: Verdict[] = ['refused', 'failed', 'reversed', 'accepted', 'known']

/** The rows of a file; those that were refused first, with line, column and reason. */
export function DebitRows({ file }: { file: DebitFile }) {
  const { t } = useLingui()
  const [verdict, setVerdict] = useState<Verdict | undefined>(file.refused > 0 ? 'refused' : undefined)
  const found = useInfiniteQuery(debitRowsQuery(file.id, verdict))
  const columns: Column<DebitRow>[] = [
    { key: 'line', header: t`行`, cell: (row) => count(row.line), numeric: true },
    {
      key: 'verdict',
      header: t`结果`,
      cell: (row) => <span className={row.verdict === 'refused' ? 'badge badge-bad' : 'badge'}>{verdictWord(row.verdict)}</span>,
    },
    { key: 'policy', header: t`保单号`, cell: (row) => <Policy row={row} /> },
    { key: 'number', header: t`期次`, cell: (row) => row.number ?? '–', numeric: true },
    { key: 'amount', header: t`金额`, cell: (row) => (row.amount ? money(row.amount) : '–'), numeric: true },
    { key: 'day', header: t`扣款日`, cell: (row) => (row.debit_on ? day(row.debit_on) : '–') },
    { key: 'why', header: t`原因`, cell: (row) => <Why row={row} /> },
  ]
  return (
    <section className="card stack">
      <h2>
        <Trans>逐行结果</Trans>
      </h2>
      <div className="debit-filter">
        <Choice
          label={t`结果`}
          value={verdict ?? ''}
          options={[{ value: '', label: t`全部` }, ...VERDICTS.map((value) => ({ value, label: verdictWord(value) }))]}
          onChange={(value) => setVerdict(VERDICTS.find((one) => one === value))}
        />
      </div>
      <Paged
        found={found}
        none={
          <p className="soft">
            <Trans>没有这样的行。</Trans>
          </p>
        }
      >
        {(rows) => <Table caption={t`逐行结果`} rows={rows} rowKey={(row) => row.line} columns={columns} />}
      </Paged>
    </section>
  )
}

function Policy({ row }: { row: DebitRow }) {
  if (row.policy_no === null || row.customer_id === null) return <>{row.column_name === 'policy_no' ? row.value : '–'}</>
  return (
    <Link to="/customers/$customerId" params={{ customerId: String(row.customer_id) }}>
      {row.policy_no}
    </Link>
  )
}

function Why({ row }: { row: DebitRow }) {
  if (row.code === null) return <>{row.failure ? deliveredWord(row.failure) : '–'}</>
  return (
    <>
      {refusalWord(row.code)}
      {row.column_name && (
        <span className="soft">
          {' '}
          <Trans>
            （{debitColumnWord(row.column_name)}：{row.value}）
          </Trans>
        </span>
      )}
    </>
  )
}
