import type { Cells } from '../api/queries'
import type { Theme } from '../ui/theme'
import { UNKNOWN } from './cells'
import type { Bounds } from './DrawnMap'
import { paletteOf } from './palette'

interface Props {
  cells: Cells
  colours: [number: number, colour: string][]
  /** Cells of which only the borders are drawn, over the others. */
  borders?: Cells
  bounds: Bounds
  theme: Theme
}

/** The cells as they will stand on the map, without the map: a picture that takes no time. */
export function CellSketch({ cells, colours, borders, bounds: [west, south, east, north], theme }: Props) {
  const palette = paletteOf(theme)
  const of = new Map(colours)
  const [left, right, top, bottom] = [x(west), x(east), y(north), y(south)]
  const at = ([lon = 0, lat = 0]: number[]) => `${(x(lon) - left).toFixed(3)} ${(y(lat) - top).toFixed(3)}`
  const outline = (geometry: GeoJSON.Polygon | GeoJSON.MultiPolygon) => ringsOf(geometry).map((ring) => `M${ring.map(at).join('L')}Z`).join('')
  return (
    <div className="map-sketch" aria-hidden="true">
      <div className="map-sketch-box" style={{ '--ratio': (right - left) / (bottom - top) } as React.CSSProperties}>
        <svg viewBox={`0 0 ${right - left} ${bottom - top}`}>
          {cells.features.map(({ geometry, properties: { number } }) => (
            <path key={number} d={outline(geometry)} fill={of.get(number) ?? UNKNOWN} stroke={palette.cellLine} />
          ))}
          {borders?.features.map(({ geometry, properties: { number } }) => (
            <path key={`border ${number}`} className="map-sketch-border" d={outline(geometry)} stroke={palette.chosen} />
          ))}
        </svg>
        {cells.features.map(({ properties: { mark, number } }) => (
          <span
            key={number}
            style={{ insetInlineStart: `${(100 * (x(mark[0]) - left)) / (right - left)}%`, insetBlockStart: `${(100 * (y(mark[1]) - top)) / (bottom - top)}%`, color: palette.label, textShadow: `0 0 3px ${palette.halo}, 0 0 3px ${palette.halo}` }}
          >
            {number}
          </span>
        ))}
      </div>
    </div>
  )
}

/** Web mercator, a thousand to a degree of longitude, downwards. */
const x = (lon: number) => lon * 1000
const y = (lat: number) => (-180_000 / Math.PI) * Math.asinh(Math.tan((lat * Math.PI) / 180))

function ringsOf(geometry: GeoJSON.Polygon | GeoJSON.MultiPolygon): number[][][] {
  return geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
}
