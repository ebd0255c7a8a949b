/** Whether the browser offers to install the application, which it says once and early. */
import { useSyncExternalStore } from 'react'

interface Offer extends Event {
  prompt(): Promise<unknown>
}

let offer: Offer | undefined
const listeners = new Set<() => void>()

function set(next: Offer | undefined): void {
  offer = next
  for (const listener of listeners) listener()
}

/** Called once, before the first picture. */
export function listenForOffer(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    set(event as Offer)
  })
  window.addEventListener('appinstalled', () => set(undefined))
}

/** Opens the browser's own question; undefined where there is nothing to install. */
export function useInstall(): (() => void) | undefined {
  const found = useSyncExternalStore(follow, () => offer)
  return (
    found &&
    (() => {
      set(undefined)
      void found.prompt()
    })
  )
}

function follow(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
