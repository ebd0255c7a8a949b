/** Who draws a map: a graphics card, or the processor, which then has no time for the page. */
import { useEffect, useState } from 'react'
import { drawn } from '../ui/drawn'

export type DrawnBy = 'card' | 'processor' | 'nobody'

let known: DrawnBy | undefined

/** Asking takes a moment, so it is asked once. */
export function whoDraws(): DrawnBy {
  known ??= askWhoDraws()
  return known
}

function askWhoDraws(): DrawnBy {
  const context = document.createElement('canvas').getContext('webgl2')
  if (!context) return 'nobody'
  const names = context.getExtension('WEBGL_debug_renderer_info')
  const name = String(context.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : context.RENDERER))
  context.getExtension('WEBGL_lose_context')?.loseContext()
  return /swiftshader|llvmpipe|software|basic render/i.test(name) ? 'processor' : 'card'
}

/** Long enough to read what stands beside the map, and to go to it. */
const PATIENCE_MS = 10_000

/**
 * Whether the map itself is to be drawn, and how to ask for it. With a sketch in its place it comes after the page; where the
 * processor draws, only when somebody turns to it, or has had the time.
 */
export function useStart(hasSketch: boolean, isWanted: boolean): [hasStarted: boolean, start: () => void] {
  const [hasStarted, setStarted] = useState(!hasSketch)
  // What has started stays, also when nobody looks at one place any more.
  if (isWanted && !hasStarted) setStarted(true)
  useEffect(() => {
    if (hasStarted) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let isGone = false
    void drawn.then(() => {
      if (!isGone) timer = setTimeout(() => setStarted(true), whoDraws() === 'processor' ? PATIENCE_MS : 0)
    })
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [hasStarted])
  return [hasStarted, () => setStarted(true)]
}
