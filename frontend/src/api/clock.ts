/** How far this device's clock is off, as the server's answers tell. */

const WORTH_SAYING_MS = 5 * 60_000
const SAME_MS = 60_000
const listeners = new Set<() => void>()
let ahead = 0

/** `date`: when the server answered, as its header says. An answer that was kept somewhere on the way says nothing. */
export function measured(date: string | null, now = Date.now()): void {
  const off = now - Date.parse(date ?? '')
  if (Number.isNaN(off)) return
  const next = Math.abs(off) < WORTH_SAYING_MS ? 0 : off
  if (next !== 0 && Math.abs(next - ahead) < SAME_MS) return
  if (next === ahead) return
  ahead = next
  for (const listener of listeners) listener()
}

/** Milliseconds before the server's clock, or behind it where that is negative; 0 where it is right enough. */
export const clockAhead = (): number => ahead

export function onClock(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
