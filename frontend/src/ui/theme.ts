/** Light or dark: as the system has it until somebody chooses. */
import { useSyncExternalStore } from 'react'

export type Theme = 'light' | 'dark'

const KEY = 'gridward.theme'
const system = window.matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

export function storedTheme(): Theme | null {
  const kept = localStorage.getItem(KEY)
  return kept === 'light' || kept === 'dark' ? kept : null
}

export function currentTheme(): Theme {
  return storedTheme() ?? (system.matches ? 'dark' : 'light')
}

export function applyTheme(chosen: Theme | null): void {
  if (chosen) localStorage.setItem(KEY, chosen)
  document.documentElement.dataset['theme'] = currentTheme()
  for (const listener of listeners) listener()
}

system.addEventListener('change', () => applyTheme(null))

export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, currentTheme)
}
