import { Trans, useLingui } from '@lingui/react/macro'
import type { Stations } from '../../../api/plans'
import { count, metres, money } from '../../../i18n/format'

interface Props {
  stations: Stations
  onChoose: (number: number) => void
}

const [WIDTH, HEIGHT, MARGIN, LABEL] = [260, 120, 16, 14]

/** A few numbers of stations beside each other: the cost to the right, the way upwards; and the same as a table. */
export function WayAndCost({ stations, onChoose }: Props) {
  const { t } = useLingui()
  const { choices } = stations
  if (choices.length < 2) return null
  const x = scale(choices.map((one) => one.monthly_cost), MARGIN, WIDTH - MARGIN - LABEL)
  const y = scale(choices.map((one) => one.mean_way_m), HEIGHT - MARGIN, MARGIN)
  return (
    <div className="stations-compared">
      <figure>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t`各网点数的路程与成本`}>
          <polyline className="stations-line" points={choices.map((one) => `${x(one.monthly_cost)},${y(one.mean_way_m)}`).join(' ')} />
          {choices.map((one) => (
            <g key={one.stations} className={one.stations === stations.stations ? 'stations-now' : undefined}>
              <circle cx={x(one.monthly_cost)} cy={y(one.mean_way_m)} r={one.stations === stations.stations ? 6 : 4} />
              <text x={x(one.monthly_cost) + 8} y={y(one.mean_way_m) - 6}>
                {one.stations}
              </text>
            </g>
          ))}
        </svg>
        <figcaption className="soft">
          <Trans>越往右成本越高，越往上路程越远</Trans>
        </figcaption>
      </figure>
      <table className="cell-table">
        <thead>
          <tr>
            <th scope="col">
              <Trans>网点数</Trans>
            </th>
            <th scope="col" className="number">
              <Trans>平均路程</Trans>
            </th>
            <th scope="col" className="number">
              <Trans>每月成本</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {choices.map((one) => (
            <tr key={one.stations} aria-current={one.stations === stations.stations ? 'true' : undefined}>
              <td>
                <button type="button" className="link" onClick={() => onChoose(one.stations)}>
                  {count(one.stations)}
                </button>
              </td>
              <td className="number">{metres(one.mean_way_m)}</td>
              <td className="number">{money(one.monthly_cost)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** From values to places between two ends; all alike stand in the middle. */
function scale(values: number[], start: number, end: number): (value: number) => number {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  return (value) => (most > least ? start + ((value - least) / (most - least)) * (end - start) : (start + end) / 2)
}
