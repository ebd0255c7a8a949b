import { useLingui } from '@lingui/react/macro'
import type { SeatBoard } from '../../api/seats'
import { count, dateTime } from '../../i18n/format'
import { taskKindWord } from '../../i18n/work'
import { Table, type Column } from '../../ui/Table'

type Line = SeatBoard['kinds'][number]

/** What waits by purpose, and how long. */
export function KindTable({ kinds }: { kinds: Line[] }) {
  const { t } = useLingui()
  const figure = (key: 'waiting' | 'today' | 'to_3_days' | 'to_7_days' | 'longer', header: string): Column<Line> => ({
    key,
    header,
    cell: (line) => count(line[key]),
    sort: (line) => line[key],
    numeric: true,
  })
  const columns: Column<Line>[] = [
    { key: 'kind', header: t`事由`, cell: (line) => taskKindWord(line.kind) },
    figure('waiting', t`待呼`),
    figure('today', t`今天`),
    figure('to_3_days', t`1–3 天`),
    figure('to_7_days', t`4–7 天`),
    figure('longer', t`更久`),
    { key: 'oldest', header: t`最早`, cell: (line) => dateTime(line.oldest), sort: (line) => line.oldest, unbroken: true },
  ]
  return <Table caption={t`按事由和等待天数`} columns={columns} rows={kinds} rowKey={(line) => line.kind} />
}
