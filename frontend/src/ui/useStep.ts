/** One screen follows another on the same page. */
import { useEffect, useRef } from 'react'

/** What was pressed goes with its screen: the next one has the focus then, so that keys and screen readers go on from there. */
export function useStep<E extends HTMLElement>(step: string) {
  const screen = useRef<E>(null)
  const shown = useRef(step)
  useEffect(() => {
    if (shown.current === step) return
    shown.current = step
    // A field that begins with the focus keeps it.
    if (!screen.current?.contains(document.activeElement)) screen.current?.focus()
  }, [step])
  return screen
}
