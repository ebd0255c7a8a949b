import type { Map as MapLibre } from 'maplibre-gl'
import type { Edit } from '../../../api/edits'
import { Brush } from './Brush'
import { Corners } from './Corners'
import { closed, thinned, type Position } from './geometry'
import { Outline } from './Outline'
import { outlineOf } from './outlined'
import type { EditPlace } from './places'
import { MOST_POINTS } from './tools'
import type { Studio } from './useStudio'
import './drawing.css'

interface Props {
  map: MapLibre
  studio: Studio
  places: EditPlace[]
}

/** What the active tool draws, and the edit that comes of it. */
export function Drawing({ map, studio, places }: Props) {
  const { tool, cells, chosen, radius, draw, editing, round } = studio
  const target = chosen?.number ?? 0
  if (tool === 'paint' || tool === 'lasso') {
    const edit = (stroke: Position[]) => (tool === 'paint' ? painted(target, stroke, radius) : ringed(target, stroke))
    return (
      <Brush
        key={tool}
        map={map}
        {...(tool === 'paint' && { radius })}
        places={places.filter((one) => one.cell !== target)}
        isPending={editing.isPending}
        onRest={(stroke) => draw(stroke && edit(stroke))}
        onDone={(stroke) => editing.run({ act: 'edit', edit: edit(stroke) })}
      />
    )
  }
  if (tool === 'reshape') {
    const geometry = cells.features.find((one) => one.properties.number === target)?.geometry
    if (!geometry) return null
    const { outline, withOutline } = outlineOf(geometry)
    return <Outline key={`${target} ${round}`} map={map} outline={outline} onChange={(ring) => draw({ kind: 'reshape', cell: target, area: withOutline(ring) })} />
  }
  const isRing = tool === 'draw'
  return (
    <Corners
      key={`${tool} ${round}`}
      map={map}
      isRing={isRing}
      onChange={(corners) => draw(corners.length < (isRing ? 3 : 2) ? undefined : isRing ? { kind: 'draw', area: closed(corners) } : cut(target, corners))}
      onDone={studio.finish}
      onClear={studio.clear}
    />
  )
}

const painted = (to: number, stroke: Position[], radius: number): Edit => ({
  kind: 'move',
  to,
  stroke: stroke.length === 1 ? { type: 'Point', coordinates: stroke[0] as Position } : { type: 'LineString', coordinates: thinned(stroke, MOST_POINTS) },
  radius_m: radius,
  places: [],
})

const ringed = (to: number, stroke: Position[]): Edit => ({
  kind: 'move',
  to,
  area: closed(thinned(stroke, MOST_POINTS - 1)),
  radius_m: 0,
  places: [],
})

const cut = (cell: number, line: Position[]): Edit => ({ kind: 'split', cell, line: { type: 'LineString', coordinates: line } })
