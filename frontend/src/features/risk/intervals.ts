/** Differences and intervals of shares, in percentage points. */
import { decimal } from '../../i18n/format'

export function points(share: number): string {
  return `${share > 0 ? '+' : share < 0 ? '−' : ''}${decimal(Math.abs(share) * 100, 1)}`
}

export const interval = (low: number, high: number) => `${points(low)} – ${points(high)}`
