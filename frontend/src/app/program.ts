/** The program that is kept on the device (`sw.ts`), and a newer one that waits beside it until somebody asks for it. */
import { handOver } from '../api/handover'

/** `waits`: a newer one is here. `comes`: this tab has asked for it. `replaced`: another has, and this one still shows the older. */
export type Newer = 'none' | 'waits' | 'comes' | 'replaced'

const LOOK_AGAIN_MS = 30 * 60_000

let newer: Newer = 'none'
let asked: ServiceWorker | undefined
let kept: Promise<ServiceWorkerRegistration> | undefined
const listeners = new Set<() => void>()

export const newerProgram = (): Newer => newer

export function followProgram(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Keep the program here, and look now and then whether there is a newer one. */
export function keepProgram(): Promise<ServiceWorkerRegistration> {
  kept ??= register().catch((error: unknown) => {
    kept = undefined
    throw error
  })
  return kept
}

/** Show the newer one: this tab is loaded anew, and no other. */
export async function takeNewer(): Promise<void> {
  const waiting = (await kept)?.waiting
  if (!waiting) return location.reload()
  asked = waiting
  say('comes')
  // oxlint-disable-next-line require-post-message-target-origin -- A worker has no other origin.
  await handOver(() => waiting.postMessage('take over'))
}

async function register(): Promise<ServiceWorkerRegistration> {
  if (!('serviceWorker' in navigator)) throw new Error('no service worker')
  const { serviceWorker } = navigator
  let controller = serviceWorker.controller
  serviceWorker.addEventListener('controllerchange', () => {
    if (newer === 'comes') location.reload()
    // The first one takes over at once: it is the program that is shown.
    else if (controller) say('replaced')
    controller = serviceWorker.controller
  })
  const registration = await serviceWorker.register('/sw.js')
  const look = () => {
    // One that was asked still counts as waiting while it takes over.
    const { waiting } = registration
    if (waiting && waiting !== asked && serviceWorker.controller) say('waits')
  }
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look))
  look()
  let looked = Date.now()
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - looked < LOOK_AGAIN_MS) return
    looked = Date.now()
    void registration.update().catch(() => undefined)
  })
  return registration
}

function say(next: Newer): void {
  newer = next
  for (const listener of listeners) listener()
}
