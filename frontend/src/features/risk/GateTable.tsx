import { useLingui } from '@lingui/react/macro'
import type { RiskMonth } from '../../api/risk-models'
import { count, decimal, month as monthWord, percent } from '../../i18n/format'
import { faultWord } from '../../i18n/risk-words'
import { Table, type Column } from '../../ui/Table'

/** A model's figures by due month, and which gates each month fails. */
export function GateTable({ caption, months }: { caption: string; months: RiskMonth[] }) {
  const { t } = useLingui()
  const columns: Column<RiskMonth>[] = [
    { key: 'month', header: t`应缴月`, cell: (one) => monthWord(`${one.month}-01`) },
    { key: 'rows', header: t`应收`, cell: (one) => count(one.rows), numeric: true },
    { key: 'lapses', header: t`未缴`, cell: (one) => count(one.lapses), numeric: true },
    { key: 'expected', header: t`预计未缴`, cell: (one) => decimal(one.expected, 1), numeric: true },
    { key: 'ae', header: t`实际 / 预计`, cell: (one) => ratio(one.ae), numeric: true },
    { key: 'slope', header: t`校准斜率`, cell: (one) => ratio(one.slope), numeric: true },
    { key: 'auc', header: t`排序（AUC）`, cell: (one) => share(one.auc), numeric: true },
    { key: 'other', header: t`对照的排序`, cell: (one) => share(one.other_auc), numeric: true },
    {
      key: 'faults',
      header: t`检验`,
      cell: (one) => (
        <span className={one.faults.length === 0 ? 'badge badge-good' : one.faults.includes('few') ? 'badge' : 'badge badge-bad'}>
          {one.faults.length === 0 ? t`合格` : one.faults.map(faultWord).join('、')}
        </span>
      ),
    },
  ]
  return <Table caption={caption} columns={columns} rows={months} rowKey={(one) => one.month} />
}

const ratio = (value: number | null) => (value === null ? '–' : decimal(value, 2))
const share = (value: number | null) => (value === null ? '–' : percent(value))
