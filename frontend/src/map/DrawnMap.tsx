import { useLingui } from '@lingui/react/macro'
import type { Map as MapLibre, MapGeoJSONFeature, MapMouseEvent, StyleSpecification } from 'maplibre-gl'
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { City } from '../api/queries'
import { currentLocale } from '../i18n'
import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'
import { useTheme } from '../ui/theme'
import { whoDraws } from './drawing'
import { applyStyle } from './applying'
import { maplibregl, readArchivesAnew } from './maplibre'
import { markCells, type Marked } from './marking'
import { drawPattern } from './patterns'
import { mapStyle, type Overlay } from './style'
import { TILES } from './tiles'
import { useTiles } from './useTiles'

export type Bounds = [west: number, south: number, east: number, north: number]

export interface MapProps {
  city: City
  label: string
  overlay: Overlay
  /** Cells that stand out; that others do changes the style in nothing. */
  marked?: Marked
  /** Layers whose features can be pointed at and chosen. */
  interactive?: string[]
  /** What to show; a new value moves the map there. */
  focus?: Bounds | undefined
  /** Pixels at the right that a panel covers. */
  covered?: number
  /** The map itself, for whoever draws on it; undefined when it is gone. */
  onMade?: (map: MapLibre | undefined) => void
  /** Whether the map is what somebody came for: then it does not wait. */
  isWanted?: boolean
  onHover?: (feature: MapGeoJSONFeature | undefined) => void
  onClick?: (lon: number, lat: number, feature: MapGeoJSONFeature | undefined) => void
}

const PADDING = 24

/** The map itself, with all that draws it. */
export function DrawnMap({ city, label, overlay, marked, interactive = [], focus, covered = 0, onMade, onHover, onClick }: MapProps) {
  const { t } = useLingui()
  const theme = useTheme()
  const locale = currentLocale()
  const container = useRef<HTMLDivElement>(null)
  const map = useRef<MapLibre>(null)
  const { tiles, fail, again } = useTiles()
  const style = useMemo(() => mapStyle(city, theme, locale, overlay, tiles), [city, theme, locale, overlay, tiles])
  const applied = useRef(style)
  const [lacksParts, setLacksParts] = useState(false)

  const pointAt = useEffectEvent((event: MapMouseEvent, made: MapLibre) => {
    const layers = interactive.filter((layer) => made.getLayer(layer))
    return layers.length > 0 ? made.queryRenderedFeatures(event.point, { layers })[0] : undefined
  })
  const hover = useEffectEvent((feature: MapGeoJSONFeature | undefined) => onHover?.(feature))
  const click = useEffectEvent((event: MapMouseEvent, made: MapLibre) =>
    onClick?.(event.lngLat.lng, event.lngLat.lat, pointAt(event, made)),
  )
  const { chosen, hovered } = marked ?? {}
  const mark = useEffectEvent((made: MapLibre) => markCells(made, { chosen, hovered }))
  const lackTiles = useEffectEvent(fail)
  const tellMade = useEffectEvent((made: MapLibre | undefined) => onMade?.(made))
  const make = useEffectEvent((place: HTMLDivElement) => {
    applied.current = style
    const made = makeMap(place, style, city.bbox as Bounds)
    if (whoDraws() === 'processor') coarseAtFirst(made)
    return made
  })

  useEffect(() => {
    const place = container.current
    if (!place) return
    const made = make(place)
    made.on('mousemove', (event) => {
      const feature = pointAt(event, made)
      made.getCanvas().style.cursor = feature ? 'pointer' : ''
      hover(feature)
    })
    made.on('mouseout', () => hover(undefined))
    made.on('click', (event) => click(event, made))
    made.on('error', (event) => {
      // What a source lacks is a matter of the network. Anything else is a fault of the program.
      if ('sourceId' in event && event.sourceId === TILES) lackTiles()
      else if ('sourceId' in event) setLacksParts(true)
      else console.error(event.error)
    })
    made.on('style.load', () => mark(made))
    map.current = made
    tellMade(made)
    return () => {
      map.current = null
      tellMade(undefined)
      made.remove()
    }
  }, [])

  useEffect(() => {
    const before = applied.current
    if (before === style) return
    applied.current = style
    if (map.current) applyStyle(map.current, before, style)
  }, [style])

  useEffect(() => {
    if (map.current) markCells(map.current, { chosen, hovered })
  }, [chosen, hovered])

  useEffect(() => {
    if (!focus) return
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    map.current?.fitBounds(focus, {
      padding: { top: PADDING, bottom: PADDING, left: PADDING, right: PADDING + covered },
      maxZoom: 15,
      animate: !still,
    })
  }, [focus, covered])

  const loadAgain = () => {
    setLacksParts(false)
    again()
    readArchivesAnew()
    map.current?.setStyle(applied.current, { diff: false })
  }

  return (
    <section className="map" aria-label={label}>
      <div ref={container} className="map-canvas" />
      {tiles?.credit && <small className="map-credit">{tiles.credit}</small>}
      {lacksParts && (
        <div className="map-lacks">
          <Notice tone="warn">
            <span>{t`地图没有完全加载，可能是网络不通。`}</span>
            <Button onPress={loadAgain}>{t`重试`}</Button>
          </Notice>
        </div>
      )}
    </section>
  )
}

const COARSE = 0.5

/** Without a graphics card each picture holds the page up. Until all is there, and names still move, a coarse one does. */
function coarseAtFirst(made: MapLibre): void {
  made.setPixelRatio(COARSE)
  made.once('idle', () => made.setPixelRatio(window.devicePixelRatio))
}

function makeMap(container: HTMLDivElement, style: StyleSpecification, bounds: Bounds): MapLibre {
  const made = new maplibregl.Map({
    container,
    style,
    bounds,
    fitBoundsOptions: { padding: PADDING },
    attributionControl: false,
    // Names that fade in draw the whole map again and again: on a weak machine the page waits for each time.
    fadeDuration: 0,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxZoom: 17,
  })
  made.touchZoomRotate.disableRotation()
  made.addControl(new maplibregl.NavigationControl({ showCompass: false }), 'top-left')
  made.addControl(new maplibregl.ScaleControl({}), 'bottom-left')
  made.setMissingStyleImageResolver((id) => drawPattern(made, id))
  // Tests and people who look for faults ask whether everything is drawn.
  made.on('idle', () => container.setAttribute('data-idle', 'true'))
  made.on('dataloading', () => container.setAttribute('data-idle', 'false'))
  return made
}
