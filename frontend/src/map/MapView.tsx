import { lazy, Suspense } from 'react'
import type { MapProps } from './DrawnMap'
import './map.css'

const DrawnMap = lazy(() => import('./DrawnMap').then((file) => ({ default: file.DrawnMap })))

/**
 * A map of a city with one screen's overlay. Everything on it can be reached in a list beside it as well; another city is another
 * map (key). Its program is large: the page stands before it is there, and where no map is seen it is not loaded.
 */
export function MapView(props: MapProps) {
  return (
    <Suspense fallback={<section className="map" aria-label={props.label} />}>
      <DrawnMap {...props} />
    </Suspense>
  )
}
