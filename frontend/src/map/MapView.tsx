import { useLingui } from '@lingui/react/macro'
import { lazy, Suspense } from 'react'
import { useTheme } from '../ui/theme'
import { CellSketch } from './CellSketch'
import { useStart } from './drawing'
import type { Bounds, MapProps } from './DrawnMap'
import './map.css'

const DrawnMap = lazy(() => import('./DrawnMap').then((file) => ({ default: file.DrawnMap })))

/**
 * A map of a city with one screen's overlay. Everything on it can be reached in a list beside it as well; another city is another
 * map (key). Its program is large: the page stands before it is there, and where no map is seen it is not loaded.
 */
export function MapView(props: MapProps) {
  const [hasStarted, start] = useStart(props.overlay.sketch !== undefined, props.focus !== undefined)
  return hasStarted ? (
    <Suspense fallback={<Place {...props} />}>
      <DrawnMap {...props} />
    </Suspense>
  ) : (
    <Place {...props} onStart={start} />
  )
}

/** Where the map will be. */
function Place({ city, label, overlay, onStart }: MapProps & { onStart?: () => void }) {
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
    </section>
  )
}
