import { Trans, useLingui } from '@lingui/react/macro'
import type { Cohort } from '../../api/persistency'
import { monthShort, percent } from '../../i18n/format'
import { BOX, figureAt, floorOf, gridOf, HEIGHT, heightOf, marksOf, WIDTH, type Mark } from './chart'

/** Rates by cohort: full points are final, hollow ones provisional. The table below says the same in figures. */
export function CohortChart({ cohorts }: { cohorts: Cohort[] }) {
  const { t } = useLingui()
  const floor = floorOf(cohorts)
  const marks = marksOf(cohorts, floor)
  const known = marks.filter((mark): mark is Mark & { y: number } => mark.y !== undefined)
  if (known.length === 0)
    return (
      <p className="soft">
        <Trans>还没有到期的保单。</Trans>
      </p>
    )
  return (
    <figure className="cohorts">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t`各生效月的继续率，数值见下表`}>
        {gridOf(floor).map((rate) => (
          <g key={rate}>
            <line x1={BOX.left} x2={WIDTH - BOX.right} y1={heightOf(rate, floor)} y2={heightOf(rate, floor)} className="chart-grid" />
            <text x={BOX.left - 6} y={heightOf(rate, floor) + 4} textAnchor="end" className="chart-axis">
              {percent(rate, 1, 0)}
            </text>
          </g>
        ))}
        {known.slice(1).map((mark, index) => {
          const from = known[index]
          return from && <line key={mark.cohort.cohort_month} x1={from.x} y1={from.y} x2={mark.x} y2={mark.y} className="chart-line" data-open={!mark.cohort.final || undefined} />
        })}
        {known.map((mark, index) => {
          const figure = figureAt(known[index - 1], mark, known[index + 1])
          return (
            <g key={mark.cohort.cohort_month}>
              <circle cx={mark.x} cy={mark.y} r={5} className="chart-point" data-open={!mark.cohort.final || undefined} />
              <text x={figure.x} y={figure.y} textAnchor={figure.anchor} className="chart-value">
                {percent(mark.cohort.rate ?? 0, 1, 0)}
              </text>
            </g>
          )
        })}
        {marks.map(({ cohort, x }) => (
          <text key={cohort.cohort_month} x={x} y={HEIGHT - 10} textAnchor="middle" className="chart-axis">
            {monthShort(cohort.cohort_month)}
          </text>
        ))}
      </svg>
      <figcaption className="chart-key">
        <span>
          <svg width="14" height="14" aria-hidden="true">
            <circle cx="7" cy="7" r="5" className="chart-point" />
          </svg>
          <Trans>终值</Trans>
        </span>
        <span>
          <svg width="14" height="14" aria-hidden="true">
            <circle cx="7" cy="7" r="5" className="chart-point" data-open="true" />
          </svg>
          <Trans>暂估</Trans>
        </span>
        <span className="soft">
          {floor > 0 && <Trans>纵轴从 {percent(floor, 1, 0)} 起</Trans>}
        </span>
      </figcaption>
    </figure>
  )
}
