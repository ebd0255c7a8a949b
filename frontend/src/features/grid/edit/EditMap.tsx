import { useLingui } from '@lingui/react/macro'
import { useSearch } from '@tanstack/react-router'
import type { Map as MapLibre } from 'maplibre-gl'
import { useMemo, useState } from 'react'
import { boundsOf, positionsOf } from '../../../map/bounds'
import type { Bounds } from '../../../map/DrawnMap'
import { MapView } from '../../../map/MapView'
import { useTheme } from '../../../ui/theme'
import { classesOf } from '../colouring'
import { useFigured } from '../figures'
import { shownBy } from '../layers'
import { Legend } from '../Legend'
import { gridOverlay } from '../overlay'
import { Drawing } from './Drawing'
import { withMeant } from './overlay'
import { usePlacesOf } from './places'
import { DRAWS, NEEDS_CELL } from './tools'
import type { Studio } from './useStudio'

const CELLS = ['cells']
const NONE: string[] = []

/** The map of the plan that is edited, with what the tool draws on it, and what is said of it. */
export function EditMap({ studio, children }: { studio: Studio; children: React.ReactNode }) {
  const { t } = useLingui()
  const theme = useTheme()
  const { colour: colouring = 'load', layers: asked } = useSearch({ from: '/shell/grid' })
  const [map, setMap] = useState<MapLibre>()
  const [hovered, setHovered] = useState<number>()
  const { city, plan, cells, beside, tool, picked } = studio
  const chosen = studio.chosen?.number
  const around = useMemo(() => (chosen === undefined ? [] : [chosen, ...(beside.get(chosen) ?? [])]), [beside, chosen])
  const places = usePlacesOf(plan, around)
  const figures = useFigured(plan, cells, colouring)
  const classes = useMemo(
    () => classesOf(figures.rows, colouring, plan.tolerance, theme),
    [figures.rows, colouring, plan.tolerance, theme],
  )
  const draws = DRAWS.has(tool) && (chosen !== undefined || !NEEDS_CELL.has(tool))
  const layers = useMemo(() => shownBy(plan, asked), [plan, asked])
  const marked = { chosen, hovered: draws ? undefined : hovered }
  const overlay = useMemo(
    () => withMeant(gridOverlay({ city, plan, cells, figured: figures.rows, places: undefined, colouring, classes, chosen, layers, theme }), { picked, places, around, theme }),
    [city, plan, cells, figures.rows, colouring, classes, chosen, layers, picked, places, around, theme],
  )
  // The map goes to a cell that was chosen beside it. After that it stays where somebody has put it.
  const [focus, setFocus] = useState<Bounds>()
  const [shown, setShown] = useState<number>()
  if (cells.features.length > 0 && chosen !== shown) {
    setShown(chosen)
    const cell = cells.features.find((one) => one.properties.number === chosen)
    if (cell && chosen !== studio.inSight) setFocus(boundsOf(positionsOf(cell.geometry)))
  }
  return (
    <div className="edit-map" data-draws={draws || undefined}>
      <MapView
        city={city}
        label={t`网格地图`}
        overlay={overlay}
        marked={marked}
        interactive={draws ? NONE : CELLS}
        focus={focus}
        isWanted
        onMade={setMap}
        onHover={(feature) => setHovered(feature?.properties['number'] as number | undefined)}
        onClick={(_lon, _lat, feature) => {
          if (!draws) studio.press(feature?.properties['number'] as number | undefined)
        }}
      />
      {map && draws && <Drawing map={map} studio={studio} places={places} />}
      {children}
      {cells.features.length > 0 && <Legend city={city} plan={plan} colouring={colouring} classes={classes} layers={layers} figures={figures} />}
    </div>
  )
}
