/** This tablet and the server: it registers, tells what waits on it, goes on with its session, and empties itself when it is told to. */
import { answered, api, type Schemas } from '../api/client'
import { ProblemError } from '../api/problem'
import { keptKey, keyOf, publicKey, sign } from './device-key'
import { forgetTablet, knownTablet, rememberTablet, type Tablet } from './tablet'
import { version } from '../../package.json'

export type DeviceState = Schemas['ReportOut']['state']

/** What waits on it, the oldest first. */
export interface Held {
  op_ids: string[]
  oldest_at: string | null
  /** What was given up since the last report. */
  given_up: string[]
}

const MOST_IDS = 500
const PATIENCE_MS = 2_000
/** How the service worker names the cache that holds the program. */
const PROGRAM = 'workbox-precache'

/** Tell the server that this is his tablet; the same again changes nothing there. Without https a browser makes no keys. */
export async function register(tablet: Tablet): Promise<DeviceState | undefined> {
  if (!globalThis.isSecureContext) return undefined
  const body = { device_id: tablet.device, name: browserName(navigator.userAgent), public_key: await publicKey(await keyOf(tablet.account)), app_version: version }
  const { state } = await answered(api.POST('/api/v1/devices', { body }))
  rememberTablet(tablet)
  return state
}

export async function report(device: string, held: Held, cursors: Record<string, number>, wiped = false) {
  const outbox = { count: held.op_ids.length, op_ids: held.op_ids.slice(0, MOST_IDS), oldest_at: held.oldest_at, given_up: held.given_up.slice(0, MOST_IDS) }
  const body = { cursors, outbox, storage: await storage(), app_version: version, wiped }
  return answered(api.POST('/api/v1/devices/{device_id}/report', { params: { path: { device_id: device } }, body }))
}

/** Go on with the session by the key; says whether there is one again. Out of reach, everything stays as it is. */
export async function renew(): Promise<boolean> {
  const tablet = knownTablet()
  const key = tablet && (await keptKey(tablet.account))
  if (!key) return false
  const params = { path: { device_id: tablet.device } }
  try {
    const { challenge } = await answered(api.POST('/api/v1/devices/{device_id}/challenge', { params }))
    const signature = await sign(key, `gridward session ${tablet.device} ${challenge}`)
    await answered(api.POST('/api/v1/devices/{device_id}/session', { params, body: { account_id: tablet.account, challenge, signature } }))
    return true
  } catch (error) {
    if (error instanceof ProblemError && error.status === 401) forgetTablet()
    return false
  }
}

/**
 * Empty this tablet, whose outbox is empty, and say so. What somebody else has not sent yet stays: it lies in the database `kept`, of
 * which only that is left, if there is any. The program itself stays as well.
 */
export async function empty(device: string, kept: string | undefined): Promise<void> {
  sessionStorage.clear()
  for (const key of Object.keys(localStorage)) if (key.startsWith('gridward.') && !isUnsent(key)) localStorage.removeItem(key)
  const names = (await indexedDB.databases()).flatMap(({ name }) => (name && name !== kept ? name : []))
  await Promise.all([...names.map(dropped), ...('caches' in globalThis ? (await caches.keys()).filter((name) => !name.startsWith(PROGRAM)).map((name) => caches.delete(name)) : [])])
  await report(device, { op_ids: [], oldest_at: null, given_up: [] }, {}, true)
}

const isUnsent = (key: string) => key.startsWith('gridward.outbox.') && localStorage.getItem(key) !== '[]'

/** Another tab may still hold it open: then it goes when that one closes. */
function dropped(name: string): Promise<unknown> {
  const dropping = indexedDB.deleteDatabase(name)
  const done = new Promise((resolve) => {
    dropping.addEventListener('success', resolve)
    dropping.addEventListener('error', resolve)
  })
  return Promise.race([done, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))])
}

async function storage() {
  const estimate = await navigator.storage?.estimate?.().catch(() => undefined)
  return { usage: estimate?.usage ?? null, quota: estimate?.quota ?? null, persisted: (await navigator.storage?.persisted?.()) ?? null }
}

/** The browser and system that a user agent names. */
function browserName(agent: string): string {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)\//.exec(agent)?.[1]?.replace('Edg', 'Edge').replace('OPR', 'Opera')
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(agent)?.[1]
  return [browser, system].filter(Boolean).join(' · ') || 'Browser'
}
