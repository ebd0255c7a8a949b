import { useLingui } from '@lingui/react/macro'
import type { TabletRow } from '../../api/devices'
import { bytesText, tabletStateWord, troubleWord } from '../../i18n/devices'
import { count, dateTime, percent } from '../../i18n/format'
import { Button } from '../../ui/Button'
import { Table, type Column } from '../../ui/Table'
import { keyOf } from './DevicesPage'

interface Props {
  rows: TabletRow[]
  onDecide: ((row: TabletRow) => void) | undefined
}

const TONE: Record<TabletRow['state'], string> = { active: 'badge', revoked: 'badge badge-bad', wipe: 'badge badge-warn', lost: 'badge badge-bad', wiped: 'badge' }

/** Who, which tablet, when it was in touch, what waits on it, what is wrong. */
export function DeviceTable({ rows, onDecide }: Props) {
  const { t } = useLingui()
  const columns: Column<TabletRow>[] = [
    {
      key: 'specialist',
      header: t({ message: '专员', context: 'one' }),
      unbroken: true,
      cell: (row) => (
        <>
          {row.specialist}
          <div className="soft">{row.staff_no}</div>
        </>
      ),
      sort: (row) => row.staff_no,
    },
    { key: 'cells', header: t`网格`, cell: (row) => row.cells.join('、') || <span className="soft">{t`没有网格`}</span>, sort: (row) => row.cells.join() },
    {
      key: 'tablet',
      header: t`平板`,
      cell: (row) => (
        <>
          {row.name}
          <div className="soft">{t`版本 ${row.app_version}`}</div>
        </>
      ),
      sort: (row) => row.name,
    },
    { key: 'state', header: t`状态`, cell: (row) => <span className={TONE[row.state]}>{tabletStateWord(row.state)}</span>, sort: (row) => tabletStateWord(row.state) },
    {
      key: 'waiting',
      header: t`待上传`,
      cell: (row) => <Unsent row={row} />,
      sort: (row) => row.waiting,
      numeric: true,
    },
    {
      key: 'reported',
      header: t`最近联系`,
      unbroken: true,
      cell: (row) => (row.reported_at ? dateTime(row.reported_at) : <span className="soft">{t`还没有`}</span>),
      sort: (row) => row.reported_at ?? '',
    },
    { key: 'storage', header: t`存储`, cell: (row) => <Storage row={row} />, sort: (row) => row.usage_bytes ?? -1 },
    { key: 'trouble', header: t`发现的问题`, cell: (row) => <Trouble row={row} />, sort: (row) => -row.trouble.length },
  ]
  if (onDecide) {
    columns.push({
      key: 'decide',
      header: t`决定`,
      cell: (row) => (
        <Button onPress={() => onDecide(row)} aria-label={t`去处理 ${row.specialist} 的平板`}>
          {t`去处理`}
        </Button>
      ),
    })
  }
  return <Table caption={t`平板同步`} columns={columns} rows={rows} rowKey={keyOf} />
}

function Unsent({ row }: { row: TabletRow }) {
  const { t } = useLingui()
  return (
    <>
      {row.waiting === 0 ? <span className="soft">0</span> : <strong>{count(row.waiting)}</strong>}
      {row.waiting > 0 && row.oldest_at && <div className="soft">{t`最早 ${dateTime(row.oldest_at)}`}</div>}
      {row.photos_since && (
        <>
          <div>{t`照片 ${count(row.photos)} 张`}</div>
          <div className="soft">{t`最早 ${dateTime(row.photos_since)}`}</div>
        </>
      )}
    </>
  )
}

function Storage({ row: { usage_bytes: usage, quota_bytes: quota, persisted } }: { row: TabletRow }) {
  const { t } = useLingui()
  if (usage === null) return <span className="soft">–</span>
  return (
    <>
      <span className="unbroken">
        {bytesText(usage)}
        {quota ? ` · ${percent(usage, quota, 0)}` : ''}
      </span>
      {persisted !== null && <div className="soft">{persisted ? t`不会被清理` : t`可能被清理`}</div>}
    </>
  )
}

function Trouble({ row }: { row: TabletRow }) {
  const { t } = useLingui()
  if (row.trouble.length === 0) return <span className="soft">{t`没有`}</span>
  return (
    <ul className="device-trouble">
      {row.trouble.map((code) => (
        <li key={code} className={code === 'missing' || code === 'left_behind' ? 'late' : undefined}>
          {troubleWord(code, row)}
        </li>
      ))}
    </ul>
  )
}
