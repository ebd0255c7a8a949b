/** Keys that work anywhere on a page. They rest while somebody types or a dialog is open, and can be switched off. */
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'

const KEY = 'gridward.keys'
const listeners = new Set<() => void>()
const isOn = () => localStorage.getItem(KEY) !== 'off'

export function switchKeys(on: boolean): void {
  localStorage.setItem(KEY, on ? 'on' : 'off')
  for (const listener of listeners) listener()
}

export function useKeysOn(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, isOn)
}

const TYPING = 'input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]'

/** What each key does: `n`, `1`, `ctrl+enter`. Only keys with Ctrl work while somebody types. */
export function useKeys(keys: Record<string, () => void>): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    // Out of a field, so that the single keys work again.
    if (event.key === 'Escape' && event.target instanceof HTMLElement && event.target.closest(TYPING)) event.target.blur()
    const withCtrl = event.ctrlKey || event.metaKey
    const action = keys[(withCtrl ? 'ctrl+' : '') + event.key.toLowerCase()]
    if (!action || event.repeat || event.altKey || event.defaultPrevented) return
    if (document.querySelector('[role="dialog"], [role="menu"]')) return
    const types = event.target instanceof Element && event.target.closest(TYPING) !== null
    if (!withCtrl && (types || !isOn())) return
    event.preventDefault()
    action()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
}
