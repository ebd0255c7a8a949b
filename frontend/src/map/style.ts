/** The basemap's style, made here: one archive of vector tiles a city, labels from the device's own fonts. */
import type { ExpressionSpecification, LayerSpecification, StyleSpecification, SymbolLayerSpecification } from 'maplibre-gl'
import { basemapOf } from '../api/basemaps'
import type { Cells, City } from '../api/queries'
import type { Tiles } from '../api/tiles'
import type { Locale } from '../i18n'
import type { Theme } from '../ui/theme'
import { paletteOf, type Palette } from './palette'
import { tilesOf } from './tiles'

/** What a screen draws on the basemap: areas under its labels, everything else above them. */
export interface Overlay {
  sources: StyleSpecification['sources']
  under: LayerSpecification[]
  over: LayerSpecification[]
  /** What is shown until the map is drawn. */
  sketch?: { cells: Cells; colours: [number: number, colour: string][]; borders?: Cells }
}

/** The basemap as a source; only of a city that has one. */
export const BASE = 'base'

/** `tiles`: a source that draws streets and names itself. */
export function mapStyle(city: City, theme: Theme, locale: Locale, overlay: Overlay, tiles?: Tiles): StyleSpecification {
  const others = tiles && tilesOf(tiles)
  const palette = paletteOf(theme)
  const background: LayerSpecification = {
    id: 'outside',
    type: 'background',
    paint: { 'background-color': city.basemap ? palette.outside : palette.land },
  }
  const base: StyleSpecification['sources'] = city.basemap
    ? { [BASE]: { type: 'vector', url: `pmtiles://${window.location.origin}${basemapOf(city.code)}` } }
    : {}
  return {
    version: 8,
    sources: { ...base, ...others?.sources, ...overlay.sources },
    layers: [
      background,
      ...(city.basemap ? ground(palette) : []),
      ...(others?.layers ?? []),
      ...overlay.under,
      ...(city.basemap && !others ? labels(palette, locale) : []),
      ...overlay.over,
    ],
  }
}

/** A width or size that grows with the zoom. */
function growing(...stops: [zoom: number, value: number][]): ExpressionSpecification {
  return ['interpolate', ['linear'], ['zoom'], ...stops.flat()] as unknown as ExpressionSpecification
}

function ground(palette: Palette): LayerSpecification[] {
  const fill = (id: string, colour: string): LayerSpecification => ({
    id,
    type: 'fill',
    source: BASE,
    'source-layer': id,
    paint: { 'fill-color': colour },
  })
  const road = (id: string, classes: string[], colour: string, width: ExpressionSpecification): LayerSpecification => ({
    id: `road-${id}`,
    type: 'line',
    source: BASE,
    'source-layer': 'roads',
    filter: ['in', ['get', 'class'], ['literal', classes]],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': width },
  })
  return [
    fill('land', palette.land),
    fill('parks', palette.park),
    fill('water', palette.water),
    {
      id: 'rail',
      type: 'line',
      source: BASE,
      'source-layer': 'rail',
      paint: { 'line-color': ['coalesce', ['get', 'colour'], palette.boundary], 'line-width': growing([10, 0.8], [14, 2]), 'line-opacity': 0.7 },
    },
    road('street', ['street'], palette.street, growing([13, 0.6], [15, 3])),
    road('secondary', ['secondary'], palette.road, growing([12, 0.8], [15, 4])),
    road('primary', ['primary'], palette.road, growing([10, 0.8], [15, 5])),
    road('trunk', ['trunk', 'motorway'], palette.trunk, growing([8, 0.8], [12, 2], [15, 6])),
    {
      id: 'boundaries',
      type: 'line',
      source: BASE,
      'source-layer': 'boundaries',
      paint: { 'line-color': palette.boundary, 'line-width': growing([8, 0.8], [14, 2]), 'line-dasharray': [4, 3] },
    },
  ]
}

function labels(palette: Palette, locale: Locale): LayerSpecification[] {
  const name: ExpressionSpecification = locale === 'en' ? ['coalesce', ['get', 'name_en'], ['get', 'name']] : ['get', 'name']
  const label = (
    id: string,
    minzoom: number,
    size: ExpressionSpecification | number,
    colour: string,
    more: SymbolLayerSpecification['layout'] = {},
  ): SymbolLayerSpecification => ({
    id,
    type: 'symbol',
    source: BASE,
    'source-layer': id,
    minzoom,
    layout: { 'text-field': name, 'text-size': size, 'text-padding': 4, 'text-max-width': 8, ...more },
    paint: { 'text-color': colour, 'text-halo-color': palette.halo, 'text-halo-width': 1.4 },
  })
  return [
    label('places', 12, 12, palette.label, { 'symbol-sort-key': ['-', ['coalesce', ['get', 'weight'], 0]] }),
    label('park_labels', 12, 12, palette.label),
    label('stations', 12, 12, palette.label),
    label('water_labels', 10, 12, palette.waterLabel),
    label('district_labels', 8, growing([8, 11], [12, 17]), palette.label, { 'text-letter-spacing': locale === 'zh' ? 0.15 : 0 }),
  ]
}
