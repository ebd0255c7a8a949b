import { useLingui } from '@lingui/react/macro'
import type { SeatLine } from '../../api/seats'
import { count, day, hoursAndMinutes } from '../../i18n/format'
import { seatStateWord } from '../../i18n/seats'
import { useNow } from '../../ui/now'
import { Table, type Column } from '../../ui/Table'

const ORDER = ['on_call', 'ready', 'after_call', 'break', 'away', 'absent']

/** Who is where, and since when. */
export function SeatTable({ seats }: { seats: SeatLine[] }) {
  const { t } = useLingui()
  const columns: Column<SeatLine>[] = [
    { key: 'name', header: t`坐席`, cell: (seat) => <strong>{seat.name}</strong>, sort: (seat) => seat.name, unbroken: true },
    { key: 'state', header: t`状态`, cell: (seat) => <State seat={seat} />, sort: (seat) => ORDER.indexOf(seat.state) },
    { key: 'assigned', header: t`分给他的`, cell: (seat) => count(seat.assigned), sort: (seat) => seat.assigned, numeric: true },
    { key: 'calls', header: t`今天通话`, cell: (seat) => count(seat.calls_today), sort: (seat) => seat.calls_today, numeric: true },
    { key: 'inbound', header: t`其中来电`, cell: (seat) => count(seat.inbound_today), sort: (seat) => seat.inbound_today, numeric: true },
    { key: 'reached', header: t`接通`, cell: (seat) => count(seat.reached_today), sort: (seat) => seat.reached_today, numeric: true },
  ]
  return <Table caption={t`坐席`} columns={columns} rows={seats} rowKey={(seat) => seat.account_id} sortedBy={{ key: 'state', descending: false }} />
}

const LOOKS: Record<string, string> = { on_call: 'badge badge-good', ready: 'badge' }

function State({ seat }: { seat: SeatLine }) {
  const { t } = useLingui()
  const now = useNow(30_000)
  const looks = seat.is_long ? 'badge badge-warn' : (LOOKS[seat.state] ?? 'badge')
  const since = seat.since && seat.state !== 'absent' ? hoursAndMinutes(now - Date.parse(seat.since)) : undefined
  return (
    <span className="row seat-state">
      <span className={looks} data-state={seat.state}>
        {seatStateWord(seat.state)}
      </span>
      {since && <span className={seat.is_long ? 'late' : 'soft'}>{since}</span>}
      {seat.away_until && <span className="soft">{t`到 ${day(seat.away_until.slice(0, 10))}`}</span>}
      {seat.is_full && seat.held > 1 && <span className="soft">{t`已满`}</span>}
    </span>
  )
}
