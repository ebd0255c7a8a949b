/** Pages of customers, sealed with AES-GCM and bound to their place: one that is moved elsewhere cannot be opened. */

const ALGORITHM = 'AES-GCM'
const IV_BYTES = 12

export interface Sealed {
  iv: Uint8Array<ArrayBuffer>
  data: ArrayBuffer
}

export function newKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, ['encrypt', 'decrypt'])
}

export const seal = (key: CryptoKey, value: unknown, place: string): Promise<Sealed> => sealBytes(key, new TextEncoder().encode(JSON.stringify(value)), place)

/** Throws `OperationError` where the key or the place is another one. */
export async function unseal<T>(key: CryptoKey, sealed: Sealed, place: string): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await unsealBytes(key, sealed, place))) as T
}

export async function sealBytes(key: CryptoKey, content: BufferSource, place: string): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  return { iv, data: await crypto.subtle.encrypt(algorithm(iv, place), key, content) }
}

/** Throws `OperationError` where the key or the place is another one. */
export const unsealBytes = (key: CryptoKey, { iv, data }: Sealed, place: string): Promise<ArrayBuffer> => crypto.subtle.decrypt(algorithm(iv, place), key, data)

const algorithm = (iv: Uint8Array<ArrayBuffer>, place: string) => ({ name: ALGORITHM, iv, additionalData: new TextEncoder().encode(place) })
