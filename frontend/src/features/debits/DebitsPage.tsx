import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { debitFilesQuery, type DebitFile } from '../../api/debits'
import { count, dateTime, day, money } from '../../i18n/format'
import { useCity } from '../../session/city'
import { useMay } from '../../session/may'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { ErrorNotice } from '../../ui/Notice'
import { Table, type Column } from '../../ui/Table'
import { CensusTabs } from '../census/CensusTabs'
import { TakeCard } from './TakeCard'

/** The banks' debit return files, the newest first, with what became of their rows. */
export function DebitsPage() {
  const { t } = useLingui()
  const city = useCity()
  const mayImport = useMay('import')
  const files = useInfiniteQuery({ ...debitFilesQuery(city?.code ?? ''), enabled: city !== undefined })
  const rows = files.data?.pages.flatMap((page) => page.items) ?? []
  const figure = (key: 'rows' | 'accepted' | 'failed' | 'reversed' | 'refused', header: string): Column<DebitFile> => ({
    key,
    header,
    cell: (file) => count(file[key]),
    numeric: true,
  })
  return (
    <div className="page-body">
      <h1>
        <Trans>盘客户</Trans>
      </h1>
      <CensusTabs />
      {city && mayImport && <TakeCard city={city.code} />}
      <section className="card stack">
        <h2>
          <Trans>银行回盘文件</Trans>
        </h2>
        {files.error && <ErrorNotice error={files.error} />}
        {files.isSuccess && rows.length === 0 && <Empty icon="file" title={t`还没有收过回盘文件`} />}
        {rows.length > 0 && (
          <Table
            caption={t`银行回盘文件`}
            rows={rows}
            rowKey={(file) => file.id}
            columns={[
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
            ]}
          />
        )}
        {files.hasNextPage && (
          <div>
            <Button onPress={() => void files.fetchNextPage()} isPending={files.isFetchingNextPage}>
              <Trans>更早的文件</Trans>
            </Button>
          </div>
        )}
      </section>
    </div>
  )
}
