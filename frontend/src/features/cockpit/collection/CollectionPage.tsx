import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { collectionSearch } from '../../../address/desk'
import { boxesQuery, ownerDuesQuery } from '../../../api/collection'
import { day, month as monthText, today } from '../../../i18n/format'
import { byWord } from '../../../i18n/persistency'
import { useCity } from '../../../session/city'
import { Empty } from '../../../ui/Empty'
import { Choice } from '../../../ui/Field'
import { Icon } from '../../../ui/icons'
import { ErrorNotice } from '../../../ui/Notice'
import { Table } from '../../../ui/Table'
import { Waiting } from '../../../ui/Waiting'
import { usePremiumNews } from '../live'
import { boxColumns, dueColumns } from './columns'
import { SaveTable } from './SaveTable'
import '../cockpit.css'

const BY = ['cell', 'specialist', 'seat', 'station', 'city']
const MONTHS = 6

/** Who has what to collect and what came in: the nine boxes of a due month and the due list, by owner, as payments arrive. */
export function CollectionPage() {
  const { t } = useLingui()
  const code = useCity()?.code ?? ''
  const search = useSearch({ from: '/shell/cockpit/collection' })
  const navigate = useNavigate({ from: '/cockpit/collection' })
  const by = search.by ?? 'cell'
  const month = search.month ?? newest(0)
  const boxes = useQuery({ ...boxesQuery(code, month, by), enabled: code !== '' })
  const dues = useQuery({ ...ownerDuesQuery(code, by), enabled: code !== '' })
  usePremiumNews(code)
  const set = (change: { month?: string; by?: string }) =>
    void navigate({ search: (before) => collectionSearch({ ...before, ...change }), replace: true, resetScroll: false })
  const months = [...new Set([...Array.from({ length: MONTHS }, (_, ago) => newest(ago)), month])]
  return (
    <div className="page-body cockpit">
      <div className="row">
        <Link to="/cockpit" className="button button-quiet">
          <Icon name="back" />
          <Trans>经营看板</Trans>
        </Link>
        <h1>
          <Trans>达成率和应收清单</Trans>
        </h1>
        {boxes.data && (
          <span className="soft">
            <Trans>缴费数据截至 {day(boxes.data.as_of)}，有新的缴费会自动更新</Trans>
          </span>
        )}
      </div>
      <div className="desk-filters">
        <Choice label={t`按什么拆分`} value={by} options={BY.map((value) => ({ value, label: byWord(value) }))} onChange={(value) => set({ by: value })} />
        <Choice label={t`应缴月`} value={month} options={months.map((value) => ({ value, label: monthText(value) }))} onChange={(value) => set({ month: value })} />
      </div>
      <section className="card stack">
        <div className="row">
          <h2>
            <Trans>达成率九宫图</Trans>
          </h2>
          <span className="row-end" />
          {boxes.data && <SaveTable name={`collection-${boxes.data.by}`} columns={boxColumns(boxes.data.by, boxes.data.month)} rows={boxes.data.owners} />}
        </div>
        <p className="soft">
          <Trans>存续单按金额，归属取应缴日当天的；坐席是应缴前 30 天起最后通话的人。当月、次月、宽末是收到的期限，二、三、四是第二、第三、第四年及以后。</Trans>
        </p>
        {boxes.error && <ErrorNotice error={boxes.error} />}
        {boxes.isPending && <Waiting />}
        {boxes.data?.owners.length === 0 && <Empty icon="search" title={t`这个月没有应缴`} />}
        {boxes.data && boxes.data.owners.length > 0 && (
          <Table caption={t`按${byWord(boxes.data.by)}的达成率`} columns={boxColumns(boxes.data.by, boxes.data.month)} rows={boxes.data.owners} rowKey={(one) => one.owner} />
        )}
      </section>
      <section className="card stack">
        <div className="row">
          <h2>
            <Trans>应收清单</Trans>
          </h2>
          <span className="row-end" />
          {dues.data && <SaveTable name={`dues-${dues.data.by}`} columns={dueColumns(dues.data.by)} rows={dues.data.owners} />}
        </div>
        {dues.error && <ErrorNotice error={dues.error} />}
        {dues.isPending && <Waiting />}
        {dues.data?.owners.length === 0 && <Empty icon="search" title={t`没有应收`} />}
        {dues.data && dues.data.owners.length > 0 && (
          <Table caption={t`按${byWord(dues.data.by)}的应收清单`} columns={dueColumns(dues.data.by)} rows={dues.data.owners} rowKey={(one) => one.owner} />
        )}
      </section>
    </div>
  )
}

/** The first day of the month so many months ago. */
function newest(ago: number): string {
  const [year = 0, month = 0] = today().split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 - ago, 1)).toISOString().slice(0, 10)
}
