/** Identifiers that a device makes: its own, and one for each thing that is done on it. */

const DEVICE = 'gridward.device'

/** A UUID of version 7 (RFC 9562): 48 bits of milliseconds, then random bits. Ids sort by the time they were made. */
export function newId(now = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  for (let index = 0; index < 6; index++) bytes[index] = Math.floor(now / 2 ** (8 * (5 - index))) % 256
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** This browser's id: made once. */
export function deviceId(store: Pick<Storage, 'getItem' | 'setItem'>): string {
  const kept = store.getItem(DEVICE)
  if (kept) return kept
  const made = newId()
  store.setItem(DEVICE, made)
  return made
}
