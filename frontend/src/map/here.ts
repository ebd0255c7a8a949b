/** Where the device is, as a source and layers of a map: a point, and the circle in which it is likely to be. */
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { Theme } from '../ui/theme'
import type { Here } from '../ui/useHere'

const COLOUR = { light: '#1a5fd0', dark: '#7ab0ff' }
const SIDES = 64
const DEGREE_M = 111_320

export function hereSource(here: Here | undefined): StyleSpecification['sources'] {
  const features: GeoJSON.Feature[] = here
    ? [
        { type: 'Feature', geometry: { type: 'Polygon', coordinates: [circle(here)] }, properties: {} },
        { type: 'Feature', geometry: { type: 'Point', coordinates: [here.lon, here.lat] }, properties: {} },
      ]
    : []
  return { here: { type: 'geojson', data: { type: 'FeatureCollection', features } } }
}

export function hereLayers(theme: Theme): LayerSpecification[] {
  return [
    { id: 'here-about', type: 'fill', source: 'here', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': COLOUR[theme], 'fill-opacity': 0.15 } },
    {
      id: 'here',
      type: 'circle',
      source: 'here',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: { 'circle-radius': 8, 'circle-color': COLOUR[theme], 'circle-stroke-color': '#ffffff', 'circle-stroke-width': 3 },
    },
  ]
}

export function circle({ lon, lat, accuracy }: Here): [lon: number, lat: number][] {
  const across = accuracy / (DEGREE_M * Math.cos((lat * Math.PI) / 180))
  return Array.from({ length: SIDES + 1 }, (_, side) => {
    const turn = ((side % SIDES) / SIDES) * 2 * Math.PI
    return [lon + across * Math.cos(turn), lat + (accuracy / DEGREE_M) * Math.sin(turn)]
  })
}
