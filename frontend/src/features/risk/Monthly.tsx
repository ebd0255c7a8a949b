import { useLingui } from '@lingui/react/macro'
import type { ModelList } from '../../api/risk-models'
import { decimal, monthShort } from '../../i18n/format'
import { SAID } from '../../i18n/risk-words'
import { Section } from '../../ui/Section'
import { GateTable } from './GateTable'

const WIDTH = 640
const HEIGHT = 180
const LEFT = 40
const BOTTOM = 26
const MOST = 2

/** How the model in force does in the months after those that it learned from: actual by expected, and the table of it. */
export function Monthly({ found }: { found: ModelList }) {
  const { t } = useLingui()
  return (
    <Section title={t`启用后的实际与预计`}>
      <p className="soft">{SAID.band(decimal(found.gates.ae[0] ?? 0, 2), decimal(found.gates.ae[1] ?? 0, 2), found.gates.least_lapses)}</p>
      <Chart found={found} />
      <GateTable caption={t`检验`} months={found.watched} />
    </Section>
  )
}

function Chart({ found }: { found: ModelList }) {
  const { t } = useLingui()
  const { watched, gates } = found
  const at = (value: number) => (HEIGHT - BOTTOM) * (1 - Math.min(value, MOST) / MOST)
  const across = (place: number) => LEFT + ((WIDTH - LEFT) * (place + 0.5)) / watched.length
  const [least = 0, most = 0] = gates.ae
  return (
    <svg className="risk-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t`实际未缴除以预计未缴，按应缴月；数值见下表`}>
      <rect className="risk-band" x={LEFT} width={WIDTH - LEFT} y={at(most)} height={at(least) - at(most)} />
      {[0, 0.5, 1, 1.5, 2].map((value) => (
        <g key={value}>
          <line className="risk-line" x1={LEFT} x2={WIDTH} y1={at(value)} y2={at(value)} />
          <text className="risk-text" x={LEFT - 8} y={at(value) + 4} textAnchor="end">
            {decimal(value, 1)}
          </text>
        </g>
      ))}
      {watched.map((one, place) => (
        <g key={one.month}>
          {one.ae !== null && <circle className={one.faults.includes('ae') ? 'risk-dot risk-dot-bad' : 'risk-dot'} cx={across(place)} cy={at(one.ae)} r={5} />}
          <text className="risk-text" x={across(place)} y={HEIGHT - 6} textAnchor="middle">
            {monthShort(`${one.month}-01`)}
          </text>
        </g>
      ))}
    </svg>
  )
}
