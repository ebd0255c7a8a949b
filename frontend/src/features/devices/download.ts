/** The tablets that are shown, as a file. */
import { t } from '@lingui/core/macro'
import type { TabletRow } from '../../api/devices'
import { tabletStateWord, troubleWord } from '../../i18n/devices'
import { today } from '../../i18n/format'
import { csvOf, download, type RowColumn } from '../../ui/csv'

export function downloadDevices(rows: TabletRow[]): void {
  const columns: RowColumn<TabletRow>[] = [
    { key: 'specialist', header: t({ message: '专员', context: 'one' }), value: (row) => row.specialist },
    { key: 'staff_no', header: t`工号`, value: (row) => row.staff_no },
    { key: 'cells', header: t`网格`, value: (row) => row.cells.join('、') },
    { key: 'tablet', header: t`平板`, value: (row) => row.name },
    { key: 'version', header: t`版本`, value: (row) => row.app_version },
    { key: 'state', header: t`状态`, value: (row) => tabletStateWord(row.state) },
    { key: 'waiting', header: t`待上传`, value: (row) => row.waiting },
    { key: 'oldest', header: t`最早一项`, value: (row) => row.oldest_at },
    { key: 'photos', header: t`待传照片`, value: (row) => row.photos },
    { key: 'reported', header: t`最近联系`, value: (row) => row.reported_at },
    { key: 'usage', header: t`已用字节`, value: (row) => row.usage_bytes },
    { key: 'quota', header: t`可用字节`, value: (row) => row.quota_bytes },
    { key: 'trouble', header: t`发现的问题`, value: (row) => row.trouble.map((code) => troubleWord(code, row)).join('；') },
  ]
  download(`gridward-tablets-${today()}.csv`, csvOf(columns, rows))
}
