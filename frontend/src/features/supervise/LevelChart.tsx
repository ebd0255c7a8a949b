import { Trans, useLingui } from '@lingui/react/macro'
import type { ServiceLevel } from '../../api/seats'
import { count, dayShort, percent } from '../../i18n/format'
import { Table, type Column } from '../../ui/Table'

interface Bar {
  key: string
  label: string
  handled: number
  in_time: number
}

/** The share handled in time: by hour of today, by day of the last two weeks. */
export function LevelChart({ level }: { level: ServiceLevel }) {
  const { t } = useLingui()
  const hours = level.hours.map((one) => ({ ...one, key: `h${one.hour}`, label: `${one.hour}:00` }))
  const days = level.days.map((one) => ({ ...one, key: one.day, label: dayShort(one.day) })).toReversed()
  if (days.length === 0)
    return (
      <p className="soft">
        <Trans>两周内还没有通话。</Trans>
      </p>
    )
  return (
    <div className="stack">
      {hours.length > 0 && <Bars title={t`今天按小时`} bars={hours} target={level.target_share} />}
      <Bars title={t`近两周按天`} bars={days} target={level.target_share} />
    </div>
  )
}

function Bars({ title, bars, target }: { title: string; bars: Bar[]; target: number }) {
  const { t } = useLingui()
  const columns: Column<Bar>[] = [
    { key: 'when', header: title, cell: (bar) => bar.label, unbroken: true },
    {
      key: 'share',
      header: t`及时`,
      cell: (bar) => (
        <span className="level" data-low={bar.in_time / bar.handled < target || undefined}>
          <span className="level-track" aria-hidden="true">
            <span className="level-fill" style={{ inlineSize: percent(bar.in_time, bar.handled, 0) }} />
            <span className="level-target" style={{ insetInlineStart: percent(target, 1, 0) }} />
          </span>
          <span className="number">{percent(bar.in_time, bar.handled, 0)}</span>
        </span>
      ),
      sort: (bar) => bar.in_time / bar.handled,
    },
    { key: 'handled', header: t`办理`, cell: (bar) => count(bar.handled), sort: (bar) => bar.handled, numeric: true },
  ]
  return <Table caption={title} columns={columns} rows={bars} rowKey={(bar) => bar.key} />
}
