import type { Map as MapLibre, MapMouseEvent } from 'maplibre-gl'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useKeys } from '../../../ui/keys'
import type { Position } from './geometry'
import { pathOf, usePanning, useProjection } from './surface'

interface Props {
  map: MapLibre
  /** Whether the corners go round an area, and are not a line. */
  isRing: boolean
  /** The corners so far. */
  onChange: (corners: Position[]) => void
  onDone: () => void
  onClear: () => void
}

const NEAR_PX = 10

/** A line or an area, corner by corner: each press is one, a double press or the first corner of an area ends it. */
export function Corners({ map, isRing, onChange, onDone, onClear }: Props) {
  const project = useProjection(map)
  usePanning(map)
  const [corners, setCorners] = useState<Position[]>([])
  // What was pressed last counts at once: a quick finger does not wait until it is drawn.
  const pressed = useRef(corners)
  const [pointer, setPointer] = useState<Position>()
  const isNear = (one: Position | undefined, other: Position) => {
    if (!one) return false
    const [from, to] = [project(one), project(other)]
    return Math.hypot(to.x - from.x, to.y - from.y) < NEAR_PX
  }
  const set = (next: Position[]) => {
    pressed.current = next
    setCorners(next)
    onChange(next)
  }
  const press = useEffectEvent(({ lngLat }: MapMouseEvent) => {
    const at: Position = [lngLat.lng, lngLat.lat]
    const before = pressed.current
    // The second press of a double one is at the last corner.
    if (isNear(before.at(-1), at) || (isRing && before.length > 2 && isNear(before[0], at))) onDone()
    else set([...before, at])
  })
  const move = useEffectEvent(({ lngLat }: MapMouseEvent) => setPointer([lngLat.lng, lngLat.lat]))
  useEffect(() => {
    const onPress = (event: MapMouseEvent) => press(event)
    const onMove = (event: MapMouseEvent) => move(event)
    map.on('click', onPress)
    map.on('mousemove', onMove)
    return () => {
      map.off('click', onPress)
      map.off('mousemove', onMove)
    }
  }, [map])
  useKeys(corners.length > 0 ? { backspace: () => set(corners.slice(0, -1)), escape: onClear } : {})

  const shown = pointer && corners.length > 0 ? [...corners, pointer] : corners
  return (
    <svg className="edit-drawing" aria-hidden="true">
      <path className={isRing ? 'edit-ring' : 'edit-line'} d={`${pathOf(shown, project)}${isRing && shown.length > 2 ? 'Z' : ''}`} />
      {corners.map((corner, index) => {
        const { x, y } = project(corner)
        return <circle key={index} className="edit-corner" cx={x} cy={y} r={5} />
      })}
    </svg>
  )
}
