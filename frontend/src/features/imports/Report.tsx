import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Import, ImportFile } from '../../api/queries'
import { count, decimal } from '../../i18n/format'
import { fileKindWord } from '../../i18n/words'
import { useMay } from '../../session/may'
import { Icon } from '../../ui/icons'
import { Table, type Column } from '../../ui/Table'

export function Report({ run }: { run: Import }) {
  const { t } = useLingui()
  const mayImport = useMay('import')
  const figure = (key: 'rows' | 'loaded' | 'updated' | 'unchanged' | 'repaired' | 'refused', header: string): Column<ImportFile> => ({
    key,
    header,
    cell: (file) => count(file[key]),
    sort: (file) => file[key],
    numeric: true,
  })
  const columns: Column<ImportFile>[] = [
    {
      key: 'name',
      header: t`文件`,
      cell: (file) => (
        <>
          {file.name} <span className="soft">{file.kind ? fileKindWord(file.kind) : t`已跳过`}</span>
        </>
      ),
      sort: (file) => file.name,
    },
    figure('rows', t`行数`),
    figure('loaded', t`新增`),
    figure('updated', t`更新`),
    figure('unchanged', t`未变`),
    figure('repaired', t`修复`),
    figure('refused', t`退回`),
    { key: 'seconds', header: t`秒`, cell: (file) => decimal(file.seconds, 1), sort: (file) => file.seconds, numeric: true },
  ]
  const refused = run.files.reduce((sum, file) => sum + file.refused, 0)
  return (
    <section className="card stack">
      <div className="row">
        <h2>
          <Trans>导入报告</Trans>
        </h2>
        <span className="row-end" />
        {refused > 0 && mayImport && (
          <>
            <a className="button" href={`/api/v1/imports/${run.id}/refused.zip`} download>
              <Icon name="download" />
              <Trans>下载退回的行</Trans>
            </a>
            <Link className="button button-primary" to="/census/imports/$importId/corrections" params={{ importId: run.id }} search={{ state: 'wrong' }}>
              <Trans>更正退回的 {count(refused)} 行</Trans>
            </Link>
          </>
        )}
      </div>
      <p className="soft">
        <Trans>导入完成后会自动执行每日作业：新客户进入住址所在的网格，应收和任务随之更新。</Trans>
      </p>
      <Table caption={t`导入报告`} columns={columns} rows={run.files} rowKey={(file) => file.name} />
    </section>
  )
}
