import { Trans, useLingui } from '@lingui/react/macro'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { without } from '../../address/without'
import type { CellCustomer } from '../../api/field'
import { boundsOf, positionsOf } from '../../map/bounds'
import { circle, hereLayers, hereSource } from '../../map/here'
import { MapView } from '../../map/MapView'
import { paletteOf } from '../../map/palette'
import type { Overlay } from '../../map/style'
import { useCity } from '../../session/city'
import { Button } from '../../ui/Button'
import { useTheme, type Theme } from '../../ui/theme'
import { useHere } from '../../ui/useHere'
import { HereButton } from './HereButton'
import { spread } from './spread'
import { colourOf, stateOf, wordOf, type By } from './states'
import { useNoneWord } from './words'

interface Props {
  geometry: Record<string, unknown>
  customers: CellCustomer[]
  by: By
}

const INTERACTIVE = ['customers']

/** The cell's border with a point for each customer. */
export function CellMap({ geometry, customers, by }: Props) {
  const { t } = useLingui()
  const city = useCity()
  const theme = useTheme()
  const navigate = useNavigate({ from: '/cell' })
  const { customer: chosen } = useSearch({ from: '/shell/cell' })
  const border = geometry as unknown as GeoJSON.Polygon | GeoJSON.MultiPolygon
  const located = useHere()
  const { here } = located
  const plain = useMemo(() => overlayOf(border, customers, by, chosen, theme), [border, customers, by, chosen, theme])
  const overlay = useMemo(() => ({ ...plain, sources: { ...plain.sources, ...hereSource(here) }, over: [...plain.over, ...hereLayers(theme)] }), [plain, here, theme])
  const focus = useMemo(() => boundsOf(here ? circle(here).map(([lon, lat]) => ({ lon, lat })) : positionsOf(border)), [here, border])
  const known = customers.find((one) => one.customer_id === chosen)
  if (!city) return null
  const choose = (customer: number | undefined) =>
    void navigate({ search: (before) => (customer === undefined ? without(before, 'customer') : { ...before, customer }), replace: true })
  return (
    <>
      <MapView
        city={city}
        label={t`我的网格地图`}
        overlay={overlay}
        interactive={INTERACTIVE}
        focus={focus}
        onClick={(_lon, _lat, feature) => choose(feature?.properties['customer'] as number | undefined)}
      />
      <HereButton located={located} />
      {known && <Chosen customer={known} by={by} onClose={() => choose(undefined)} />}
    </>
  )
}

function Chosen({ customer, by, onClose }: { customer: CellCustomer; by: By; onClose: () => void }) {
  const { t } = useLingui()
  const none = useNoneWord()
  return (
    <aside className="map-card" aria-label={customer.name_masked}>
      <div>
        <strong>{customer.name_masked}</strong>
        <div className="soft">
          {[customer.community, wordOf(stateOf(customer, by), by, none[by])].filter((one) => one).join(' · ')}
        </div>
      </div>
      <span className="row-end" />
      <Link to="/customers/$customerId" params={{ customerId: String(customer.customer_id) }} className="button button-primary">
        <Trans>客户全景</Trans>
      </Link>
      <Button look="quiet" icon="close" aria-label={t`关闭`} onPress={onClose} />
    </aside>
  )
}

function overlayOf(border: GeoJSON.Polygon | GeoJSON.MultiPolygon, customers: CellCustomer[], by: By, chosen: number | undefined, theme: Theme): Overlay {
  const palette = paletteOf(theme)
  const places = spread(customers)
  const features = customers.map((one, index): GeoJSON.Feature => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [places[index]!.lon, places[index]!.lat] },
    // The most pressing ones come first, and lie on top.
    properties: { customer: one.customer_id, colour: colourOf(stateOf(one, by), theme), chosen: one.customer_id === chosen, depth: -index },
  }))
  return {
    sources: {
      border: { type: 'geojson', data: border },
      customers: { type: 'geojson', data: { type: 'FeatureCollection', features } },
    },
    under: [{ id: 'cell', type: 'fill', source: 'border', paint: { 'fill-color': palette.chosen, 'fill-opacity': 0.06 } }],
    over: [
      { id: 'cell-border', type: 'line', source: 'border', paint: { 'line-color': palette.cellLine, 'line-width': 2 } },
      {
        id: 'customers',
        type: 'circle',
        source: 'customers',
        layout: { 'circle-sort-key': ['case', ['get', 'chosen'], 1, ['get', 'depth']] },
        paint: {
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 11, ['case', ['get', 'chosen'], 8, 2], 14, ['case', ['get', 'chosen'], 10, 4], 17, ['case', ['get', 'chosen'], 14, 9]],
          'circle-color': ['get', 'colour'],
          'circle-stroke-color': ['case', ['get', 'chosen'], palette.chosen, palette.halo],
          'circle-stroke-width': ['case', ['get', 'chosen'], 3, 0.5],
        },
      },
    ],
  }
}
