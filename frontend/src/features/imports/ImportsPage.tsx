import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { importsQuery, type Import } from '../../api/queries'
import { count, dateTime, day } from '../../i18n/format'
import { useCity } from '../../session/city'
import { useMay } from '../../session/may'
import { Empty } from '../../ui/Empty'
import { Paged } from '../../ui/Paged'
import { Table, type Column } from '../../ui/Table'
import { CensusTabs } from '../census/CensusTabs'
import { ImportState } from './ImportState'
import { UploadCard } from './UploadCard'
import './imports.css'

export function ImportsPage() {
  const { t } = useLingui()
  const city = useCity()
  const mayImport = useMay('import')
  const imports = useInfiniteQuery({ ...importsQuery(city?.code ?? ''), enabled: city !== undefined })
  // What has not run yet has none of them.
  const figure = (run: Import, field: 'rows' | 'loaded' | 'updated' | 'refused') =>
    run.status === 'ready' || run.status === 'queued' ? '–' : count(run.files.reduce((total, file) => total + file[field], 0))
  const columns: Column<Import>[] = [
    {
      key: 'source',
      header: t`来源`,
      cell: (run) => (
        <>
          <Link to="/census/imports/$importId" params={{ importId: run.id }}>
            {run.source}
          </Link>{' '}
          {run.corrects && (
            <span className="badge">
              <Trans>更正</Trans>
            </span>
          )}
        </>
      ),
    },
    { key: 'status', header: t`状态`, cell: (run) => <ImportState status={run.status} /> },
    { key: 'as_of', header: t`数据日期`, cell: (run) => day(run.as_of) },
    { key: 'rows', header: t`行数`, cell: (run) => figure(run, 'rows'), numeric: true },
    { key: 'loaded', header: t`新增`, cell: (run) => figure(run, 'loaded'), numeric: true },
    { key: 'updated', header: t`更新`, cell: (run) => figure(run, 'updated'), numeric: true },
    { key: 'refused', header: t`退回`, cell: (run) => figure(run, 'refused'), numeric: true },
    { key: 'created', header: t`交付`, cell: (run) => `${dateTime(run.created_at)} · ${run.created_by}` },
  ]
  return (
    <div className="page-body">
      <h1>
        <Trans>盘客户</Trans>
      </h1>
      <CensusTabs />
      {city && mayImport && <UploadCard city={city.code} />}
      <section className="card stack">
        <h2>
          <Trans>历次导入</Trans>
        </h2>
        <Paged
          found={imports}
          none={
            <Empty icon="file" title={t`还没有导入过`}>
              {mayImport && (
                <p className="soft">
                  <Trans>把抽取文件拖到上面即可开始。</Trans>
                </p>
              )}
            </Empty>
          }
          more={t`更早的导入`}
        >
          {(rows) => <Table caption={t`历次导入`} columns={columns} rows={rows} rowKey={(run) => run.id} />}
        </Paged>
      </section>
    </div>
  )
}
