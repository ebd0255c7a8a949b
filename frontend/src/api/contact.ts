/** When this device has last heard from the server. */
import { keptMe } from './kept'

const KEY = 'gridward.contact'
const WORTH_WRITING_MS = 10_000
let written = 0
const listeners = new Set<() => void>()

/** Of a device that is nobody's nothing is remembered. */
export function heard(now = Date.now()): void {
  for (const listener of listeners) listener()
  if (Math.abs(now - written) < WORTH_WRITING_MS || keptMe() === undefined) return
  written = now
  localStorage.setItem(KEY, String(now))
}

/** In milliseconds; undefined before the first time. */
export function lastHeard(): number | undefined {
  return Number(localStorage.getItem(KEY)) || undefined
}

/** Whenever the server answers. */
export function onHeard(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
