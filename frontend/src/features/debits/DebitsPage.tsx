import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { debitFilesQuery, type DebitFile } from '../../api/debits'
import { count, dateTime, day, money } from '../../i18n/format'
import { useCity } from '../../session/city'
import { useMay } from '../../session/may'
import { Empty } from '../../ui/Empty'
import { Paged } from '../../ui/Paged'
import { Table, type Column } from '../../ui/Table'
import { CensusTabs } from '../census/CensusTabs'
import { TakeCard } from './TakeCard'
import { Taking } from './Taking'

/** The banks' debit return files, the newest first, with what became of their rows. */
export function DebitsPage() {
  const { t } = useLingui()
  const city = useCity()
  const mayImport = useMay('import')
  const { delivery } = useSearch({ from: '/shell/census/debits' })
  const taking = delivery && <Taking key={delivery} id={delivery} />
  const files = useInfiniteQuery({ ...debitFilesQuery(city?.code ?? ''), enabled: city !== undefined })
  const figure = (key: 'rows' | 'accepted' | 'failed' | 'reversed' | 'refused', header: string): Column<DebitFile> => ({
    key,
    header,
    cell: (file) => count(file[key]),
    numeric: true,
  })
  const columns: Column<DebitFile>[] = [
    {
      key: 'name',
      header: t`文件`,
      cell: (file) => (
        <Link to="/census/debits/$fileId" params={{ fileId: file.id }}>
          {file.name}
        </Link>
      ),
    },
    { key: 'sender', header: t`来源`, cell: (file) => `${file.sender} ${file.number}` },
    { key: 'day', header: t`文件日期`, cell: (file) => day(file.day) },
    figure('rows', t`行数`),
    figure('accepted', t`成功`),
    figure('failed', t`失败`),
    figure('reversed', t`冲正`),
    figure('refused', t`未收下`),
    { key: 'amount', header: t`实收`, cell: (file) => money(file.amount), numeric: true },
    { key: 'taken', header: t`收取`, cell: (file) => dateTime(file.created_at) },
  ]
  return (
    <div className="page-body">
      <h1>
        <Trans>盘客户</Trans>
      </h1>
      <CensusTabs />
      {city && mayImport ? <TakeCard city={city.code}>{taking}</TakeCard> : taking}
      <section className="card stack">
        <h2>
          <Trans>银行回盘文件</Trans>
        </h2>
        <Paged
          found={files}
          none={
            <Empty icon="file" title={t`还没有收过回盘文件`}>
              {mayImport && (
                <p className="soft">
                  <Trans>在上面选择银行的回盘文件即可开始。</Trans>
                </p>
              )}
            </Empty>
          }
          more={t`更早的文件`}
        >
          {(rows) => <Table caption={t`银行回盘文件`} rows={rows} rowKey={(file) => file.id} columns={columns} />}
        </Paged>
      </section>
    </div>
  )
}
