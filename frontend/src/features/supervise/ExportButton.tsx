import { Trans, useLingui } from '@lingui/react/macro'
import type { SeatBoard, SeatLine } from '../../api/seats'
import { today } from '../../i18n/format'
import { seatStateWord } from '../../i18n/seats'
import { taskKindWord } from '../../i18n/work'
import { Button } from '../../ui/Button'
import { csvOf, download, type RowColumn } from '../../ui/csv'

interface Row {
  part: string
  what: string
  figures: (string | number | null)[]
}

/** The board as a file: seats, what waits by purpose, the level by day. */
export function ExportButton({ board }: { board: SeatBoard }) {
  const { t } = useLingui()
  const columns: RowColumn<Row>[] = [
    { key: 'part', header: t`部分`, value: (row) => row.part },
    { key: 'what', header: t`项目`, value: (row) => row.what },
    ...[0, 1, 2, 3, 4].map((place) => ({ key: `f${place}`, header: t`数值 ${place + 1}`, value: (row: Row) => row.figures[place] ?? null })),
  ]
  const save = () => {
    const rows: Row[] = [
      { part: t`坐席`, what: t`姓名`, figures: [t`状态`, t`分给他的`, t`今天已呼`, t`接通`] },
      ...board.seats.map((seat) => ({ part: t`坐席`, what: seat.name, figures: seatFigures(seat) })),
      { part: t`待呼`, what: t`事由`, figures: [t`待呼`, t`今天`, t`1–3 天`, t`4–7 天`, t`更久`] },
      ...board.kinds.map((kind) => ({ part: t`待呼`, what: taskKindWord(kind.kind), figures: [kind.waiting, kind.today, kind.to_3_days, kind.to_7_days, kind.longer] })),
      { part: t`服务水平`, what: t`日期`, figures: [t`办理`, t`及时`] },
      ...board.level.days.map((one) => ({ part: t`服务水平`, what: one.day, figures: [one.handled, one.in_time] })),
    ]
    download(`gridward-seats-${today()}.csv`, csvOf(columns, rows))
  }
  return (
    <Button icon="download" onPress={save} aria-label={t`下载 CSV`}>
      <Trans>CSV</Trans>
    </Button>
  )
}

const seatFigures = (seat: SeatLine) => [seatStateWord(seat.state), seat.assigned, seat.calls_today, seat.reached_today]
