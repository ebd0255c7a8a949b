import { useLingui } from '@lingui/react/macro'
import type { SeatBoard } from '../../api/seats'
import { count, dayOf } from '../../i18n/format'
import { taskKindWord } from '../../i18n/work'
import { Table, type Column } from '../../ui/Table'

type Line = SeatBoard['kinds'][number]

/** What waits by purpose, and how long. */
export function KindTable({ kinds }: { kinds: Line[] }) {
  const { t } = useLingui()
  const figure = (key: 'waiting' | 'today' | 'to_3_days' | 'to_7_days' | 'longer', header: string, group?: string): Column<Line> => ({
    key,
    header,
    ...(group && { group: { name: group, header } }),
    cell: (line) => count(line[key]),
    sort: (line) => line[key],
    numeric: true,
  })
  const waited = t`等了几天`
  const columns: Column<Line>[] = [
    { key: 'kind', header: t`事由`, cell: (line) => taskKindWord(line.kind), unbroken: true },
    figure('waiting', t`待呼`),
    figure('today', t`今天`, waited),
    figure('to_3_days', '1–3', waited),
    figure('to_7_days', '4–7', waited),
    figure('longer', t`更久`, waited),
    { key: 'oldest', header: t`最早`, cell: (line) => dayOf(line.oldest), sort: (line) => line.oldest, unbroken: true },
  ]
  return <Table caption={t`按事由和等待天数`} columns={columns} rows={kinds} rowKey={(line) => line.kind} />
}
