/** Who was signed in on this device last, for a start without a network. It opens nothing: the server knows nobody by it. */
import type { Schemas } from './client'

const KEY = 'gridward.me'

export function keptMe(): Schemas['MeOut'] | undefined {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

export function keepMe(me: Schemas['MeOut']): void {
  localStorage.setItem(KEY, JSON.stringify(me))
}

export function forgetMe(): void {
  localStorage.removeItem(KEY)
}
