import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Comparison } from '../../../api/plans'
import { cellsQuery, type Cells, type City } from '../../../api/queries'
import { percent } from '../../../i18n/format'
import { cellAreas, cellNumbers, cellSources } from '../../../map/cells'
import { MapView } from '../../../map/MapView'
import { paletteOf } from '../../../map/palette'
import { useTheme } from '../../../ui/theme'
import { colourOf, SEQUENTIAL, type ColourClass } from '../colouring'

const NO_CELLS: Cells = { type: 'FeatureCollection', features: [] }
/** Shares of a cell's customers who change hands. */
const BREAKS = [0.01, 0.1, 0.3, 0.6]

/** The new plan's cells by how many of their customers change hands, with the borders of the earlier ones over them. */
export function CompareMap({ city, comparison }: { city: City; comparison: Comparison }) {
  const { t } = useLingui()
  const theme = useTheme()
  const later = useQuery(cellsQuery(comparison.later.id)).data ?? NO_CELLS
  const earlier = useQuery({ ...cellsQuery(comparison.earlier?.id ?? ''), enabled: comparison.earlier !== null }).data ?? NO_CELLS
  const classes = useMemo(
    () => SEQUENTIAL[theme].map((colour, index): ColourClass => ({ colour, from: BREAKS[index - 1] ?? null, to: BREAKS[index] ?? null })),
    [theme],
  )
  const overlay = useMemo(() => {
    const palette = paletteOf(theme)
    const moved = new Map(comparison.cells.map((cell) => [cell.number, cell.moved]))
    const colours = later.features.map(({ properties: { number, load } }): [number, string] => [
      number,
      colourOf(load > 0 ? (moved.get(number) ?? 0) / load : 0, classes),
    ])
    return {
      sketch: { cells: later, colours, borders: earlier },
      sources: { ...cellSources(later), 'earlier-cells': { type: 'geojson' as const, data: earlier } },
      under: cellAreas(colours, 0.75, palette),
      over: [
        {
          id: 'earlier-cells',
          type: 'line' as const,
          source: 'earlier-cells',
          layout: { 'line-join': 'round' as const },
          paint: { 'line-color': palette.chosen, 'line-width': 2, 'line-dasharray': [2, 2] },
        },
        cellNumbers(palette),
      ],
    }
  }, [comparison, later, earlier, theme, classes])
  return (
    <>
      <MapView city={city} label={t`方案对比地图`} overlay={overlay} interactive={[]} />
      <div className="legend stack-tight">
        <span>{t`客户换专员的比例`}</span>
        <ul>
          {classes.map(({ colour, from, to }) => (
            <li key={colour}>
              <span className="swatch" style={{ background: colour }} />
              {from === null ? t`不到 ${percent(to ?? 0, 1, 0)}` : to === null ? t`${percent(from, 1, 0)} 以上` : `${percent(from, 1, 0)} – ${percent(to, 1, 0)}`}
            </li>
          ))}
          {comparison.earlier && (
            <li>
              <span className="compare-dash" />
              {t`原方案的格界`}
            </li>
          )}
        </ul>
      </div>
    </>
  )
}
