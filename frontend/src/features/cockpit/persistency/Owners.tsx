import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { persistencySearch, type Switches } from '../../../address/desk'
import { ownersQuery, type Cohort } from '../../../api/persistency'
import { month as monthText } from '../../../i18n/format'
import { byWord } from '../../../i18n/persistency'
import { Empty } from '../../../ui/Empty'
import { Choice } from '../../../ui/Field'
import { ErrorNotice } from '../../../ui/Notice'
import { Table } from '../../../ui/Table'
import { Waiting } from '../../../ui/Waiting'
import { columnsOf, nameOf } from './ownerColumns'
import { SaveFigures } from './SaveFigures'

const BY = ['cell', 'station', 'specialist', 'seat', 'agent-cohort', 'product', 'channel', 'city']

/** One cohort, told apart by who owned its policies on the due date. */
export function Owners({ code, how, cohorts }: { code: string; how: Switches; cohorts: Cohort[] }) {
  const { t } = useLingui()
  const search = useSearch({ from: '/shell/cockpit/persistency' })
  const navigate = useNavigate({ from: '/cockpit/persistency' })
  const month = search.month ?? cohorts.findLast((cohort) => cohort.final)?.cohort_month ?? cohorts.at(-1)?.cohort_month ?? ''
  const by = search.by ?? 'agent-cohort'
  const found = useQuery({ ...ownersQuery(code, how, month, by), enabled: month !== '' })
  const shown = found.data
  const set = (change: { month?: string; by?: string }) =>
    void navigate({ search: (before) => persistencySearch({ ...before, ...change }), replace: true, resetScroll: false })
  return (
    <section className="card stack">
      <div className="row">
        <h2>
          <Trans>按应缴日的归属拆分</Trans>
        </h2>
        <span className="row-end" />
        {shown && <SaveFigures name={`persistency-${shown.by}`} rows={shown.owners} first={{ header: byWord(shown.by), value: nameOf }} />}
      </div>
      <div className="desk-filters">
        <Choice label={t`生效月`} value={month} options={cohorts.map((one) => ({ value: one.cohort_month, label: monthText(one.cohort_month) }))} onChange={(value) => set({ month: value })} />
        <Choice label={t`按什么拆分`} value={by} options={BY.map((value) => ({ value, label: byWord(value) }))} onChange={(value) => set({ by: value })} />
      </div>
      <p className="soft">
        <Trans>归属取应缴日当天的：网格、网点和专员看当天的成员和在岗，坐席看应缴前 30 天起最后通话的人，业务员看出单人是否已离职。以后换了谁都不改。</Trans>
      </p>
      {found.error && <ErrorNotice error={found.error} />}
      {found.isPending && <Waiting />}
      {shown?.owners.length === 0 && <Empty icon="search" title={t`这个月没有保单`} />}
      {shown && shown.owners.length > 0 && (
        <Table
          caption={t`按${byWord(shown.by)}拆分的继续率`}
          columns={columnsOf(shown.by, (one, verdict) => ({
            of: 'persistency',
            month: shown.month,
            by: shown.by,
            owner: one.owner || '-',
            ...(verdict && { verdict }),
            ...shown.how,
          }))}
          rows={shown.owners}
          rowKey={(one) => one.owner}
          sortedBy={{ key: 'premium', descending: true }}
        />
      )}
    </section>
  )
}
