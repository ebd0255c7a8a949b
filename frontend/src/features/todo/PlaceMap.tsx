import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import type { City } from '../../api/queries'
import { boundsOf } from '../../map/bounds'
import { MapView } from '../../map/MapView'
import { paletteOf } from '../../map/palette'
import type { Overlay } from '../../map/style'
import { useTheme } from '../../ui/theme'

interface Candidate {
  community_id: number
  name: string
  lon: number
  lat: number
}

interface Props {
  city: City
  candidates: Candidate[]
  point: { lon: number; lat: number } | undefined
  onPoint: (point: { lon: number; lat: number }) => void
  onCommunity: (community: number) => void
}

const INTERACTIVE = ['candidates']

/** The communities that an address may mean, with their numbers in the list, and the point that somebody chose. */
export function PlaceMap({ city, candidates, point, onPoint, onCommunity }: Props) {
  const { t } = useLingui()
  const theme = useTheme()
  const overlay = useMemo(() => overlayOf(candidates, point, theme), [candidates, point, theme])
  const focus = useMemo(() => boundsOf(candidates), [candidates])
  return (
    <MapView
      city={city}
      label={t`地图：点选客户的位置`}
      overlay={overlay}
      interactive={INTERACTIVE}
      focus={focus}
      onClick={(lon, lat, feature) => {
        const community = feature?.properties['community_id'] as number | undefined
        if (community !== undefined) onCommunity(community)
        else onPoint({ lon, lat })
      }}
    />
  )
}

function overlayOf(candidates: Candidate[], point: Props['point'], theme: 'light' | 'dark'): Overlay {
  const palette = paletteOf(theme)
  const at = (lon: number, lat: number, properties: GeoJSON.GeoJsonProperties): GeoJSON.Feature => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties,
  })
  const collection = (features: GeoJSON.Feature[]) => ({
    type: 'geojson' as const,
    data: { type: 'FeatureCollection' as const, features },
  })
  return {
    sources: {
      candidates: collection(candidates.map((one, index) => at(one.lon, one.lat, { community_id: one.community_id, mark: String(index + 1) }))),
      point: collection(point ? [at(point.lon, point.lat, {})] : []),
    },
    under: [],
    over: [
      {
        id: 'candidates',
        type: 'circle',
        source: 'candidates',
        paint: { 'circle-radius': 13, 'circle-color': theme === 'dark' ? '#57c7a5' : '#0b6b57', 'circle-stroke-color': palette.halo, 'circle-stroke-width': 2 },
      },
      {
        id: 'candidate-marks',
        type: 'symbol',
        source: 'candidates',
        layout: { 'text-field': ['get', 'mark'], 'text-size': 13, 'text-allow-overlap': true },
        paint: { 'text-color': theme === 'dark' ? '#06231b' : '#ffffff' },
      },
      {
        id: 'point',
        type: 'circle',
        source: 'point',
        paint: { 'circle-radius': 9, 'circle-color': palette.chosen, 'circle-stroke-color': palette.halo, 'circle-stroke-width': 3 },
      },
    ],
  }
}
