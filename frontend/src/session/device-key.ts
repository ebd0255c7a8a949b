/** The tablet's key: it signs, and nothing can take it out of the browser. Kept by account, apart from all that may be thrown away. */

const DATABASE = 'gridward.device'
const STORE = 'keys'
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' }
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' }

/** The key of an account, made when it is asked for first. */
export async function keyOf(account: string): Promise<CryptoKeyPair> {
  const kept = await keptKey(account)
  if (kept) return kept
  const made = await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify'])
  await within('readwrite', (store) => store.put(made, account))
  return made
}

export const keptKey = (account: string): Promise<CryptoKeyPair | undefined> => within('readonly', (store) => store.get(account))

/** As SubjectPublicKeyInfo, in base64. */
export async function publicKey({ publicKey: key }: CryptoKeyPair): Promise<string> {
  return base64(await crypto.subtle.exportKey('spki', key))
}

export async function sign({ privateKey }: CryptoKeyPair, text: string): Promise<string> {
  return base64(await crypto.subtle.sign(SIGNING, privateKey, new TextEncoder().encode(text)))
}

const base64 = (bytes: ArrayBuffer) => btoa(String.fromCharCode(...new Uint8Array(bytes)))

/** One request in a transaction of its own; a connection for each, so that none is lost while the browser sleeps. */
async function within<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open(DATABASE, 1)
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(STORE))
  const database = await settled(opening)
  try {
    return await settled(work(database.transaction(STORE, mode).objectStore(STORE)))
  } finally {
    database.close()
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('indexedDB')))
  })
}
