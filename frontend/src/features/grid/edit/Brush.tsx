import type { Map as MapLibre } from 'maplibre-gl'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { isInside, isNear, metresPerPixel, type Position } from './geometry'
import type { EditPlace } from './places'
import { pathOf, useProjection, useStrokes } from './surface'

interface Props {
  map: MapLibre
  /** Metres; without one a ring is drawn around what is meant. */
  radius?: number
  /** Places that may go to the cell. */
  places: EditPlace[]
  /** Whether the last stroke is still on its way: it stays on the map until then. */
  isPending: boolean
  /** The stroke so far, when the pointer rests; undefined where none is drawn any more. */
  onRest: (stroke: Position[] | undefined) => void
  onDone: (stroke: Position[]) => void
}

const REST_MS = 150
const LEAST_RING = 3
const STEP_PX = 4

/** Brushes over places, or draws a ring around them. */
export function Brush({ map, radius, places, isPending, onRest, onDone }: Props) {
  const project = useProjection(map)
  const [stroke, setStroke] = useState<Position[]>([])
  // What is not drawn yet when the pointer is lifted belongs to the stroke as well.
  const positions = useRef<Position[]>([])
  const go = (to: Position[]) => {
    positions.current = to
    setStroke(to)
  }
  const [isDrawing, setDrawing] = useState(false)
  const [pointer, setPointer] = useState<Position>()
  useStrokes(map, {
    begin: (position) => {
      setDrawing(true)
      setPointer(position)
      go([position])
    },
    move: (position, draws) => {
      setPointer(position)
      if (draws && apart(project, positions.current.at(-1), position)) go([...positions.current, position])
    },
    end: () => {
      setDrawing(false)
      if (radius !== undefined || positions.current.length >= LEAST_RING) onDone(positions.current)
      else go([])
    },
    cancel: () => {
      setDrawing(false)
      go([])
    },
  })
  const isEnough = isDrawing && (radius !== undefined || stroke.length >= LEAST_RING)
  const rest = useEffectEvent((sofar: Position[] | undefined) => onRest(sofar))
  useEffect(() => {
    const timer = setTimeout(() => rest(isEnough ? stroke : undefined), REST_MS)
    return () => clearTimeout(timer)
  }, [stroke, isEnough])

  const shown = isDrawing || isPending ? stroke : []
  const taken = shown.length > 0 ? places.filter(({ at }) => (radius === undefined ? isInside(at, shown) : isNear(at, shown, radius))) : []
  const width = (position: Position) => (radius === undefined ? 0 : (2 * radius) / metresPerPixel(position[1], map.getZoom()))
  return (
    <svg className="edit-drawing" aria-hidden="true">
      {shown[0] && radius !== undefined && <path className="edit-stroke" d={pathOf(shown, project)} strokeWidth={width(shown[0])} />}
      {shown[0] && radius === undefined && <path className="edit-ring" d={`${pathOf(shown, project)}Z`} />}
      {taken.map(({ id, at }) => {
        const { x, y } = project(at)
        return <circle key={id} className="edit-taken" cx={x} cy={y} r={7} />
      })}
      {pointer && radius !== undefined && <Circle at={project(pointer)} radius={width(pointer) / 2} />}
    </svg>
  )
}

function Circle({ at: { x, y }, radius }: { at: { x: number; y: number }; radius: number }) {
  return <circle className="edit-brush" cx={x} cy={y} r={radius} />
}

function apart(project: (position: Position) => { x: number; y: number }, last: Position | undefined, next: Position): boolean {
  if (!last) return true
  const [from, to] = [project(last), project(next)]
  return Math.hypot(to.x - from.x, to.y - from.y) >= STEP_PX
}
