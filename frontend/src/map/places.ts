/** The places of a plan on the map: tiles that show single places near, and sums of them far out. */
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { City, Plan } from '../api/queries'
import type { Palette } from './palette'

/** The last zoom that the server cuts; nearer, its tiles are drawn larger. */
const LAST_ZOOM = 16

export function placeTiles(city: City, plan: Plan): StyleSpecification['sources'] {
  // With its revision in the address the map reads a plan anew that something was done to.
  const tiles = `${window.location.origin}/api/v1/plans/${plan.id}/places/{z}/{x}/{y}.mvt?revision=${plan.revision}`
  return { 'plan-places': { type: 'vector', tiles: [tiles], maxzoom: LAST_ZOOM, bounds: city.bbox as [number, number, number, number] } }
}

/** Circles whose areas grow with the customers; those of the chosen cell are drawn by themselves. */
export function placeCircles(chosen: number | undefined, palette: Palette): LayerSpecification {
  return {
    id: 'plan-places',
    type: 'circle',
    source: 'plan-places',
    'source-layer': 'places',
    filter: ['!=', ['get', 'cell'], chosen ?? -1],
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['sqrt', ['get', 'customers']], 1, 1.2, 20, 6, 60, 11],
      'circle-color': palette.label,
      'circle-opacity': chosen === undefined ? 0.55 : 0.3,
      'circle-stroke-color': palette.halo,
      'circle-stroke-width': 0.75,
      'circle-stroke-opacity': chosen === undefined ? 0.8 : 0.4,
    },
  }
}
