import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { boundsOf } from '../../map/bounds'
import { MapView } from '../../map/MapView'
import { paletteOf } from '../../map/palette'
import type { Overlay } from '../../map/style'
import { useCity } from '../../session/city'
import { useTheme } from '../../ui/theme'
import type { Day } from './route/day'
import { wayLayers, wayOf, waySource } from './route/way'
import { isFlag, placesOf, type Place, type Stop } from './stops'

interface Props {
  stops: Stop[]
  /** The day's route, whose way is drawn. */
  day: Day | undefined
  chosen: string | undefined
  onChoose: (task: string) => void
}

const INTERACTIVE = ['stops']
const FLAG = { light: '#c2571a', dark: '#e88a4e' }
const LATE = { light: '#b3261e', dark: '#ff8a80' }
const PLAIN = { light: '#0b6b57', dark: '#57c7a5' }

/** The stops at their places, with their numbers in the list. Those at one place are one mark. */
export function TodayMap({ stops, day, chosen, onChoose }: Props) {
  const { t } = useLingui()
  const city = useCity()
  const theme = useTheme()
  const places = useMemo(() => placesOf(stops), [stops])
  const overlay = useMemo(() => overlayOf(places, wayOf(day), chosen, theme), [places, day, chosen, theme])
  const focus = useMemo(() => boundsOf(places), [places])
  if (!city) return null
  return (
    <>
      <MapView
        city={city}
        label={t`今日工作地图`}
        overlay={overlay}
        interactive={INTERACTIVE}
        focus={focus}
        onClick={(_lon, _lat, feature) => {
          const task = feature?.properties['task'] as string | undefined
          if (task) onChoose(task)
        }}
      />
      <ul className="map-key" aria-label={t`图例`}>
        <li>
          <span className="swatch" style={{ background: FLAG[theme] }} />
          {t`转上门`}
        </li>
        <li>
          <span className="swatch" style={{ background: LATE[theme] }} />
          {t`逾期`}
        </li>
        <li>
          <span className="swatch" style={{ background: PLAIN[theme] }} />
          {t`其他`}
        </li>
      </ul>
    </>
  )
}

function overlayOf(places: Place[], way: [number, number][], chosen: string | undefined, theme: 'light' | 'dark'): Overlay {
  const palette = paletteOf(theme)
  const features = places.map((place): GeoJSON.Feature => {
    const [first] = place.stops
    const label = labelOf(place)
    return {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [place.lon, place.lat] },
      properties: {
        task: first?.item.task_id,
        label,
        radius: Math.max(14, 4 + 4 * label.length),
        order: first?.number,
        colour: colourOf(place, theme),
        chosen: place.stops.some(({ item }) => item.task_id === chosen),
      },
    }
  })
  return {
    sources: { ...waySource(way), stops: { type: 'geojson', data: { type: 'FeatureCollection', features } } },
    under: [],
    over: [
      ...wayLayers(theme),
      {
        id: 'stops',
        type: 'circle',
        source: 'stops',
        // The first stops lie on top.
        layout: { 'circle-sort-key': ['case', ['get', 'chosen'], 1, ['-', ['get', 'order']]] },
        paint: {
          'circle-radius': ['+', ['get', 'radius'], ['case', ['get', 'chosen'], 4, 0]],
          'circle-color': ['get', 'colour'],
          'circle-stroke-color': ['case', ['get', 'chosen'], palette.chosen, palette.halo],
          'circle-stroke-width': ['case', ['get', 'chosen'], 4, 2],
        },
      },
      {
        id: 'stop-numbers',
        type: 'symbol',
        source: 'stops',
        layout: { 'text-field': ['get', 'label'], 'text-size': 12, 'symbol-sort-key': ['get', 'order'] },
        paint: { 'text-color': theme === 'dark' ? '#06231b' : '#ffffff' },
      },
    ],
  }
}

function labelOf({ stops }: Place): string {
  const numbers = new Set(stops.map(({ number }) => number))
  const [first] = numbers
  return numbers.size > 1 ? `${first}+${numbers.size - 1}` : String(first)
}

function colourOf(place: Place, theme: 'light' | 'dark'): string {
  if (place.stops.some(({ item }) => isFlag(item))) return FLAG[theme]
  return (place.stops.some(({ item }) => item.overdue_days > 0) ? LATE : PLAIN)[theme]
}
