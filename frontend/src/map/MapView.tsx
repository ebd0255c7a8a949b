import { useLingui } from '@lingui/react/macro'
import type { Map as MapLibre, MapGeoJSONFeature, MapMouseEvent } from 'maplibre-gl'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { City } from '../api/queries'
import { useTheme } from '../app/theme'
import { currentLocale } from '../i18n'
import { maplibregl } from './maplibre'
import { mapStyle, type Overlay } from './style'
import './map.css'

export type Bounds = [west: number, south: number, east: number, north: number]

interface Props {
  city: City
  label: string
  overlay: Overlay
  /** Layers whose features can be pointed at and chosen. */
  interactive?: string[]
  /** What to show; a new value moves the map there. */
  focus?: Bounds | undefined
  /** Pixels at the right that a panel covers. */
  covered?: number
  onHover?: (feature: MapGeoJSONFeature | undefined) => void
  onClick?: (lon: number, lat: number, feature: MapGeoJSONFeature | undefined) => void
}

const PADDING = 24

/** A map of a city with one screen's overlay. Everything on it can be reached in a list beside it as well. */
export function MapView({ city, label, overlay, interactive = [], focus, covered = 0, onHover, onClick }: Props) {
  const { t } = useLingui()
  const theme = useTheme()
  const locale = currentLocale()
  const container = useRef<HTMLDivElement>(null)
  const map = useRef<MapLibre>(null)
  const [failed, setFailed] = useState(false)
  const style = useMemo(() => mapStyle(city, theme, locale, overlay), [city, theme, locale, overlay])
  const handlers = useRef({ onHover, onClick, interactive })
  useEffect(() => {
    handlers.current = { onHover, onClick, interactive }
  })

  useEffect(() => {
    if (!container.current) return
    let made: MapLibre
    try {
      made = new maplibregl.Map({
        container: container.current,
        style,
        bounds: city.bbox as Bounds,
        fitBoundsOptions: { padding: PADDING },
        attributionControl: false,
        dragRotate: false,
        pitchWithRotate: false,
        touchPitch: false,
        maxZoom: 17,
      })
    } catch {
      setFailed(true)
      return
    }
    made.touchZoomRotate.disableRotation()
    made.addControl(new maplibregl.NavigationControl({ showCompass: false }), 'top-left')
    made.addControl(new maplibregl.ScaleControl({}), 'bottom-left')
    const featureAt = (event: MapMouseEvent) => {
      const layers = handlers.current.interactive.filter((layer) => made.getLayer(layer))
      return layers.length > 0 ? made.queryRenderedFeatures(event.point, { layers })[0] : undefined
    }
    made.on('mousemove', (event) => {
      const feature = featureAt(event)
      made.getCanvas().style.cursor = feature ? 'pointer' : ''
      handlers.current.onHover?.(feature)
    })
    made.on('mouseout', () => handlers.current.onHover?.(undefined))
    made.on('click', (event) => handlers.current.onClick?.(event.lngLat.lng, event.lngLat.lat, featureAt(event)))
    // Tests and people who look for faults ask whether everything is drawn.
    made.on('idle', () => container.current?.setAttribute('data-idle', 'true'))
    made.on('dataloading', () => container.current?.setAttribute('data-idle', 'false'))
    map.current = made
    return () => {
      map.current = null
      made.remove()
    }
    // The style is kept up to date below; another city is another map.
  }, [city])

  useEffect(() => {
    map.current?.setStyle(style, { diff: true })
  }, [style])

  useEffect(() => {
    if (!focus) return
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    map.current?.fitBounds(focus, {
      padding: { top: PADDING, bottom: PADDING, left: PADDING, right: PADDING + covered },
      maxZoom: 15,
      animate: !still,
    })
  }, [focus, covered])

  return (
    <div className="map" role="region" aria-label={label}>
      <div ref={container} className="map-canvas" />
      {failed && <p className="map-failed">{t`这个浏览器不能显示地图,请使用旁边的列表。`}</p>}
    </div>
  )
}
