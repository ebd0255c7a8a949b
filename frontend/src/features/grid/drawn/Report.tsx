import { Trans, useLingui } from '@lingui/react/macro'
import type { DrawnFinding, DrawnReport } from '../../../api/drawn'
import { faultWord, weightWord } from '../../../i18n/drawn'
import { count } from '../../../i18n/format'
import { Notice } from '../../../ui/Notice'
import { Table, type Column } from '../../../ui/Table'

const BADGES = { error: 'badge badge-bad', mended: 'badge badge-warn', noted: 'badge' }

/** What was found in a file of drawn cells. */
export function Report({ report }: { report: DrawnReport }) {
  const { t } = useLingui()
  const rows = report.findings.map((finding, number) => ({ ...finding, number }))
  const columns: Column<DrawnFinding & { number: number }>[] = [
    { key: 'weight', header: t`处理`, cell: (one) => <span className={BADGES[one.weight]}>{weightWord(one.weight)}</span> },
    { key: 'fault', header: t`问题`, cell: faultWord },
    { key: 'cells', header: t`网格`, cell: (one) => one.cells.join('、') || '–' },
    { key: 'area', header: t`面积（m²）`, cell: (one) => (one.area_m2 ? count(Math.round(one.area_m2)) : '–'), numeric: true },
    { key: 'width', header: t`宽（m）`, cell: (one) => (one.width_m ? count(Math.ceil(one.width_m)) : '–'), numeric: true },
    { key: 'customers', header: t`客户`, cell: (one) => (one.customers ? count(one.customers) : '–'), numeric: true },
    { key: 'where', header: t`经纬度`, cell: (one) => `${one.lon.toFixed(5)}, ${one.lat.toFixed(5)}` },
  ]
  return (
    <div className="stack">
      <Verdict report={report} />
      {rows.length > 0 && <Table caption={t`检查结果`} columns={columns} rows={rows} rowKey={(one) => one.number} />}
      {report.more_findings > 0 && (
        <p className="soft">
          <Trans>还有 {count(report.more_findings)} 项没有列出。</Trans>
        </p>
      )}
      {report.slivers > 0 && (
        <p className="soft">
          <Trans>
            手绘的细缝（不到 1 米宽）自动并入相邻网格：{count(report.slivers)} 处，共 {count(Math.ceil(report.slivers_m2))} m²。
          </Trans>
        </p>
      )}
    </div>
  )
}

function Verdict({ report }: { report: DrawnReport }) {
  if (report.looks_like) {
    return (
      <Notice tone="warn">
        <strong>
          <Trans>
            按 {report.frame} 读取与城市边界不符，更像是 {report.looks_like}。
          </Trans>
        </strong>
        <span>
          <Trans>请选择正确的坐标系后重新检查。</Trans>
        </span>
      </Notice>
    )
  }
  if (!report.can_be_stored) {
    return (
      <Notice tone="warn">
        <strong>
          <Trans>有须修改的问题，不能保存。</Trans>
        </strong>
        <span>
          <Trans>请在地图软件中修改；较窄的空隙和重叠也可以放宽自动修补的宽度。</Trans>
        </span>
      </Notice>
    )
  }
  return (
    <Notice tone="good">
      <strong>
        <Trans>
          可以保存：网格 {count(report.cells)}，客户 {count(report.customers)}。
        </Trans>
      </strong>
      <span>
        <Trans>
          每格客户 {count(report.least ?? 0)} 至 {count(report.most ?? 0)}。
        </Trans>
      </span>
    </Notice>
  )
}
