import { useLingui } from '@lingui/react/macro'
import { lazy, Suspense } from 'react'
import { Notice } from '../ui/Notice'
import { useTheme } from '../ui/theme'
import { CellSketch } from './CellSketch'
import { useStart, whoDraws } from './drawing'
import type { Bounds, MapProps } from './DrawnMap'
import './map.css'

// Where nobody can draw it, its program is not loaded either.
const DrawnMap = lazy(async () => ({ default: whoDraws() === 'nobody' ? Undrawn : (await import('./DrawnMap')).DrawnMap }))

/**
 * A map of a city with one screen's overlay. Everything on it can be reached in a list beside it as well; another city is another
 * map (key). Its program is large: the page stands before it is there, and where no map is seen it is not loaded.
 */
export function MapView(props: MapProps) {
  const [hasStarted, start] = useStart(props.overlay.sketch !== undefined, props.isWanted === true || props.focus !== undefined)
  return hasStarted ? (
    <Suspense fallback={<Place {...props} />}>
      <DrawnMap {...props} />
    </Suspense>
  ) : (
    <Place {...props} onStart={start} />
  )
}

/** For a browser that cannot draw the map: the sketch, where there is one, stays, and it is said where everything stands. */
function Undrawn(props: MapProps) {
  const { t } = useLingui()
  return (
    <Place {...props}>
      <div className="map-undrawn">
        <Notice tone="warn">{t`这个浏览器不能显示地图，请使用列表。`}</Notice>
      </div>
    </Place>
  )
}

type PlaceProps = MapProps & { onStart?: () => void; children?: React.ReactNode }

/** Where the map will be. */
function Place({ city, label, overlay, onStart, children }: PlaceProps) {
  const { t } = useLingui()
  const theme = useTheme()
  return (
    <section className="map" aria-label={label} onPointerEnter={onStart}>
      {overlay.sketch && <CellSketch {...overlay.sketch} bounds={city.bbox as Bounds} theme={theme} />}
      {onStart && (
        <button type="button" className="button map-start" onClick={onStart}>
          {t`打开地图`}
        </button>
      )}
      {children}
    </section>
  )
}
