import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { contradictionsQuery, type Contradiction } from '../../api/debits'
import { policyStateWord } from '../../i18n/book'
import { contradictionWord } from '../../i18n/debits'
import { day } from '../../i18n/format'
import { useCity } from '../../session/city'
import { Empty } from '../../ui/Empty'
import { Paged } from '../../ui/Paged'
import { Table, type Column } from '../../ui/Table'
import { CensusTabs } from '../census/CensusTabs'

/** Policies whose state as the insurer tells it contradicts their payments: both are kept, and somebody has to ask. */
export function ContradictionsPage() {
  const { t } = useLingui()
  const city = useCity()
  const found = useInfiniteQuery({ ...contradictionsQuery(city?.code ?? ''), enabled: city !== undefined })
  const total = found.data?.pages[0]?.total ?? 0
  const columns: Column<Contradiction>[] = [
    {
      key: 'policy',
      header: t`保单号`,
      cell: (row) => (
        <Link to="/customers/$customerId" params={{ customerId: String(row.customer_id) }}>
          {row.policy_no}
        </Link>
      ),
    },
    { key: 'kind', header: t`哪里不符`, cell: (row) => contradictionWord(row.kind) },
    { key: 'said', header: t`核心系统的状态`, cell: (row) => policyStateWord(row.said) },
    { key: 'found', header: t`按缴费的状态`, cell: (row) => policyStateWord(row.found) },
    { key: 'unpaid', header: t`最早未缴的应缴日`, cell: (row) => (row.unpaid_on ? day(row.unpaid_on) : '–') },
    { key: 'seen', header: t`发现于`, cell: (row) => day(row.seen_on) },
  ]
  return (
    <div className="page-body">
      <h1>
        <Trans>盘客户</Trans>
      </h1>
      <CensusTabs />
      <section className="card stack">
        <h2>
          <Trans>状态与缴费不符的保单</Trans>
          {total > 0 && <span className="badge badge-warn">{total}</span>}
        </h2>
        <p className="soft">
          <Trans>核心系统的状态和缴费记录都照原样保留，请向核心系统核实。名单每天夜里按最近一次交付的日期更新。</Trans>
        </p>
        <Paged found={found} none={<Empty icon="done" title={t`没有状态与缴费不符的保单`} />}>
          {(rows) => <Table caption={t`状态与缴费不符的保单`} rows={rows} rowKey={(row) => row.policy_id} columns={columns} />}
        </Paged>
      </section>
    </div>
  )
}
