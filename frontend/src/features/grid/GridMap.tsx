import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { without } from '../../address/without'
import { cellQuery, type Cells, type City, type Plan } from '../../api/queries'
import { boundsOf, positionsOf } from '../../map/bounds'
import { MapView } from '../../map/MapView'
import { useTheme } from '../../ui/theme'
import { classesOf } from './colouring'
import type { Colouring } from './colourings'
import { useFigured } from './figures'
import { shownBy } from './layers'
import { Legend } from './Legend'
import { gridOverlay } from './overlay'

interface Props {
  city: City
  plan: Plan | undefined
  cells: Cells
  colouring: Colouring
  chosen: number | undefined
  hovered: number | undefined
  onHover: (cell: number | undefined) => void
}

const INTERACTIVE = ['cells']
const PANEL_WIDTH = 360
const DEFAULT_TOLERANCE = 0.05

export function GridMap({ city, plan, cells, colouring, chosen, hovered, onHover }: Props) {
  const { t } = useLingui()
  const theme = useTheme()
  const navigate = useNavigate({ from: '/grid' })
  const search = useSearch({ from: '/shell/grid' })
  const figures = useFigured(plan, cells, colouring)
  const classes = useMemo(
    () => classesOf(figures.rows, colouring, plan?.tolerance ?? DEFAULT_TOLERANCE, theme),
    [figures.rows, colouring, plan?.tolerance, theme],
  )
  const detail = useQuery({ ...cellQuery(plan?.id ?? '', plan?.revision ?? 0, chosen ?? 0), enabled: plan !== undefined && chosen !== undefined })
  const places = chosen === undefined ? undefined : detail.data?.places
  const layers = useMemo(() => shownBy(plan, search.layers), [plan, search.layers])
  const overlay = useMemo(
    () => gridOverlay({ city, plan, cells, figured: figures.rows, places, colouring, classes, chosen, layers, theme }),
    [city, plan, cells, figures.rows, places, colouring, classes, chosen, layers, theme],
  )
  const focus = useMemo(() => {
    const cell = cells.features.find((one) => one.properties.number === chosen)
    return cell && boundsOf(positionsOf(cell.geometry))
  }, [cells, chosen])
  return (
    <>
      <MapView
        city={city}
        label={t`网格地图`}
        overlay={overlay}
        marked={{ chosen, hovered }}
        interactive={INTERACTIVE}
        focus={focus}
        covered={window.innerWidth > 900 ? PANEL_WIDTH : 0}
        onHover={(feature) => onHover(feature?.properties['number'] as number | undefined)}
        onClick={(_lon, _lat, feature) => {
          const cell = feature?.properties['number'] as number | undefined
          void navigate({
            search: (before) => (cell === undefined ? without(before, 'cell') : { ...before, ...(plan && { plan: plan.id }), cell }),
          })
        }}
      />
      {cells.features.length > 0 && <Legend city={city} plan={plan} colouring={colouring} classes={classes} layers={layers} figures={figures} />}
    </>
  )
}
