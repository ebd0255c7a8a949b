import { Trans, useLingui } from '@lingui/react/macro'
import type { PlanSide } from '../../../api/plans'
import { count, decimal, metres, percent } from '../../../i18n/format'
import { planStateWord } from '../../../i18n/words'

interface Row {
  name: string
  /** Which direction is better; without one neither is. */
  better?: 'less' | 'more'
  value: (side: PlanSide) => number
  write: (value: number) => string
}

/** The quality of two plans, figure by figure. */
export function Sides({ earlier, later }: { earlier: PlanSide | null; later: PlanSide }) {
  const { t } = useLingui()
  const rows: Row[] = [
    { name: t({ message: '网格', context: 'several' }), value: (side) => side.cells, write: count },
    { name: t`客户（人）`, value: (side) => side.customers, write: count },
    { name: t`每格平均`, value: (side) => Math.round(side.customers / side.cells), write: count },
    { name: t`最大偏差`, better: 'less', value: (side) => side.max_deviation, write: percent },
    { name: t`平均偏差`, better: 'less', value: (side) => side.mean_deviation, write: percent },
    { name: t`平均路程`, better: 'less', value: (side) => side.mean_distance_m, write: metres },
    { name: t`紧凑度`, better: 'more', value: (side) => side.polsby_popper_mean, write: (value) => decimal(value, 2) },
    { name: t`被拆小区`, better: 'less', value: (side) => side.buildings_split, write: count },
    { name: t`断开的格`, better: 'less', value: (side) => side.cells_in_pieces, write: count },
  ]
  return (
    <table className="table compare-sides">
      <caption className="visually-hidden">
        <Trans>方案质量</Trans>
      </caption>
      <thead>
        <tr>
          <th scope="col">
            <Trans>指标</Trans>
          </th>
          {earlier && <Head side={earlier} />}
          <Head side={later} />
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, value, write, better }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {earlier && <Value value={value(earlier)} other={value(later)} write={write} better={better} />}
            <Value value={value(later)} other={earlier ? value(earlier) : undefined} write={write} better={better} />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Head({ side }: { side: PlanSide }) {
  return (
    <th scope="col" className="number">
      v{side.version} <span className="soft">{planStateWord(side.status)}</span>
    </th>
  )
}

type ValueProps = Pick<Row, 'write' | 'better'> & { value: number; other: number | undefined }

function Value({ value, other, write, better }: ValueProps) {
  const { t } = useLingui()
  // What reads alike is alike.
  const wins = other !== undefined && better !== undefined && write(value) !== write(other) && value < other === (better === 'less')
  return (
    <td className={wins ? 'number compare-better' : 'number'}>
      {write(value)}
      {wins && <span className="visually-hidden">{t`（较好）`}</span>}
    </td>
  )
}
