import { useLingui } from '@lingui/react/macro'
import type { Map as MapLibre } from 'maplibre-gl'
import { Fragment, useState } from 'react'
import type { Position } from './geometry'
import { handlesOf, withAdded, withMoved, withoutHandle } from './ring'
import { pathOf, useProjection } from './surface'

interface Props {
  map: MapLibre
  /** The outline as it is, not closed. */
  outline: Position[]
  onChange: (outline: Position[]) => void
}

const APART_PX = 22
const STEP_PX = 6
const ARROWS: Record<string, [x: number, y: number]> = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }

/** A cell's border, to be moved by its corners: dragged, or with the arrow keys. */
export function Outline({ map, outline, onChange }: Props) {
  const { t } = useLingui()
  const project = useProjection(map)
  const [ring, setRing] = useState(outline)
  const [held, setHeld] = useState<{ handle: number; handles: number[]; from: Position[] }>()
  const handles = held?.handles ?? handlesOf(ring, project, APART_PX)
  const { width, height } = map.getCanvas().getBoundingClientRect()
  const isSeen = ({ x, y }: { x: number; y: number }) => x >= 0 && y >= 0 && x <= width && y <= height
  const set = (next: Position[]) => {
    setRing(next)
    onChange(next)
  }
  const at = (event: React.PointerEvent): Position => {
    const box = map.getCanvas().getBoundingClientRect()
    const { lng, lat } = map.unproject([event.clientX - box.left, event.clientY - box.top])
    return [lng, lat]
  }
  const drag = (event: React.PointerEvent) => {
    if (held) setRing(withMoved(held.from, held.handles, held.handle, at(event)))
  }
  const nudge = (handle: number, [x, y]: [number, number]) => {
    const from = project(ring[handle] as Position)
    const { lng, lat } = map.unproject([from.x + x * STEP_PX, from.y + y * STEP_PX])
    set(withMoved(ring, handles, handle, [lng, lat]))
  }
  return (
    <>
      <svg className="edit-drawing" aria-hidden="true">
        <path className="edit-outline" d={`${pathOf(ring, project)}Z`} />
      </svg>
      {handles.map((handle, order) => {
        const here = project(ring[handle] as Position)
        if (!isSeen(here)) return null
        const next = project(ring[handles[(order + 1) % handles.length] as number] as Position)
        const hasRoom = Math.hypot(next.x - here.x, next.y - here.y) > 2 * APART_PX
        return (
          <Fragment key={handle}>
            {hasRoom && isNext(handles, order, ring.length) && (
              <button
                type="button"
                className="edit-between"
                style={{ insetInlineStart: (here.x + next.x) / 2, insetBlockStart: (here.y + next.y) / 2 }}
                tabIndex={-1}
                aria-label={t`在第 ${order + 1} 个顶点之后加一个`}
                onClick={() => set(withAdded(ring, handle))}
              />
            )}
            <button
              type="button"
              className="edit-handle"
              style={{ insetInlineStart: here.x, insetBlockStart: here.y }}
              aria-label={t`第 ${order + 1} 个顶点`}
              onPointerDown={(event) => {
                event.currentTarget.setPointerCapture(event.pointerId)
                setHeld({ handle, handles, from: ring })
              }}
              onPointerMove={drag}
              onPointerUp={() => {
                setHeld(undefined)
                if (ring !== held?.from) onChange(ring)
              }}
              onDoubleClick={() => set(withoutHandle(ring, handles, handle))}
              onKeyDown={(event) => {
                const arrow = ARROWS[event.key]
                if (arrow) nudge(handle, arrow)
                if (event.key === 'Delete') set(withoutHandle(ring, handles, handle))
                if (arrow) event.preventDefault()
              }}
            />
          </Fragment>
        )
      })}
    </>
  )
}

/** Whether the next handle is also the next corner: then one can be put between them. */
function isNext(handles: number[], order: number, many: number): boolean {
  const [one, next] = [handles[order] as number, handles[(order + 1) % handles.length] as number]
  return (one + 1) % many === next
}
