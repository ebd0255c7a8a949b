/** What the server knows to have waited on this device, and that is not here. */

export interface Lost {
  /** It vanished, and never arrived. */
  missing: number
  /** It waits on another tablet, or did on this one before all that it stored was cleared. */
  elsewhere: number
}

const listeners = new Set<() => void>()
let lost: Lost = { missing: 0, elsewhere: 0 }

export function toldLost({ missing, elsewhere }: Lost): void {
  if (missing === lost.missing && elsewhere === lost.elsewhere) return
  lost = { missing, elsewhere }
  for (const listener of listeners) listener()
}

/** The same as long as the server says the same. */
export const whatIsLost = (): Lost => lost

export function onLost(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
