/** Drawing on the map: what the pointer does there, and where positions lie on the screen. */
import type { Map as MapLibre, MapMouseEvent, MapTouchEvent } from 'maplibre-gl'
import { useEffect, useEffectEvent, useReducer } from 'react'
import type { Position } from './geometry'

export type Project = (position: Position) => { x: number; y: number }

/** Where a position lies on the screen; whoever asks is drawn anew when the map moves. */
export function useProjection(map: MapLibre): Project {
  const [, redraw] = useReducer((times: number) => times + 1, 0)
  useEffect(() => {
    map.on('move', redraw)
    return () => void map.off('move', redraw)
  }, [map])
  return (position) => map.project(position)
}

export function pathOf(positions: Position[], project: Project): string {
  const [first] = positions
  // A path of one point is drawn only where it goes somewhere.
  return first ? `M${[first, ...positions].map((one) => project(one)).map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}` : ''
}

export interface Strokes {
  begin: (at: Position) => void
  move: (at: Position, draws: boolean) => void
  end: () => void
  /** A second finger came: the map is zoomed instead. */
  cancel: () => void
}

type Pointed = MapMouseEvent | MapTouchEvent

const isByFingers = (event: Pointed): event is MapTouchEvent => 'points' in event
const positionOf = ({ lngLat }: Pointed): Position => [lngLat.lng, lngLat.lat]

/** Strokes of the mouse, or of one finger. */
export function useStrokes(map: MapLibre, strokes: Strokes): void {
  usePanning(map)
  const begin = useEffectEvent((event: Pointed) => strokes.begin(positionOf(event)))
  const move = useEffectEvent((event: Pointed, draws: boolean) => strokes.move(positionOf(event), draws))
  const end = useEffectEvent(() => strokes.end())
  const cancel = useEffectEvent(() => strokes.cancel())
  useEffect(() => {
    let draws = false
    const down = (event: Pointed) => {
      const isOther = isByFingers(event) ? event.points.length > 1 : event.originalEvent.button !== 0 || map.dragPan.isEnabled()
      if (draws && isOther) cancel()
      draws = !isOther
      if (draws) begin(event)
    }
    const go = (event: Pointed) => move(event, draws)
    const up = () => {
      if (draws) end()
      draws = false
    }
    const lift = (event: MapTouchEvent) => {
      // Else the browser tells of a mouse that did the same.
      if (event.originalEvent.cancelable) event.originalEvent.preventDefault()
      up()
    }
    map.on('mousedown', down)
    map.on('touchstart', down)
    map.on('mousemove', go)
    map.on('touchmove', go)
    map.on('touchend', lift)
    // The button may be let go beside the map.
    window.addEventListener('mouseup', up)
    return () => {
      map.off('mousedown', down)
      map.off('touchstart', down)
      map.off('mousemove', go)
      map.off('touchmove', go)
      map.off('touchend', lift)
      window.removeEventListener('mouseup', up)
    }
  }, [map])
}

/** While something is drawn the map stays where it is; with the space bar held it is dragged. */
export function usePanning(map: MapLibre): void {
  useEffect(() => {
    const hold = (event: KeyboardEvent) => {
      if (event.key !== ' ' || (event.target instanceof Element && event.target.closest('button, input, select, textarea, summary'))) return
      event.preventDefault()
      map.dragPan.enable()
    }
    const letGo = (event: KeyboardEvent) => {
      if (event.key === ' ') map.dragPan.disable()
    }
    map.dragPan.disable()
    map.boxZoom.disable()
    map.doubleClickZoom.disable()
    window.addEventListener('keydown', hold)
    window.addEventListener('keyup', letGo)
    return () => {
      window.removeEventListener('keydown', hold)
      window.removeEventListener('keyup', letGo)
      map.dragPan.enable()
      map.boxZoom.enable()
      map.doubleClickZoom.enable()
    }
  }, [map])
}
