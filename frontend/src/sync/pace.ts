/** When the server is asked next. */

const FIRST_MS = 5_000
const LONGEST_MS = 5 * 60_000
/** So that tablets that lost the network together do not come back together. */
const JITTER = 0.25

export type Outcome = { state: 'done'; after_s: number } | { state: 'busy'; after_s: number } | { state: 'failed' }

export interface Pace {
  /** By itself, after so long. */
  inMs: number
  /** When somebody wants it, not before so long. */
  earliestMs: number
}

/** `failures`: how often it has failed in a row, this time included. */
export function paceAfter(outcome: Outcome, failures: number, random = Math.random): Pace {
  const jitter = 1 + (random() * 2 - 1) * JITTER
  if (outcome.state === 'failed') return { inMs: Math.min(FIRST_MS * 2 ** Math.max(0, failures - 1), LONGEST_MS) * jitter, earliestMs: 0 }
  // Never sooner than the server said; the spread goes to later only.
  const inMs = outcome.after_s * 1000 * (1 + random() * JITTER)
  return { inMs, earliestMs: outcome.state === 'busy' ? inMs : Math.min(FIRST_MS, inMs) }
}
