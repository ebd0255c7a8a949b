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

/** Where these are pressed with Ctrl in a field, they are about what was typed. */
const OF_THE_FIELD = new Set(['ctrl+z', 'ctrl+shift+z', 'ctrl+y'])
const CONTROL = 'button, a[href], select, summary, [role=button]'

/** What each key does: `n`, `1`, `ctrl+enter`, `ctrl+shift+z`. Only keys with Ctrl work while somebody types; Enter alone is a control's own. */
export function useKeys(keys: Record<string, () => void>): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    // Out of a field, so that the single keys work again.
    if (event.key === 'Escape' && event.target instanceof HTMLElement && event.target.closest(TYPING)) event.target.blur()
    const withCtrl = event.ctrlKey || event.metaKey
    const pressed = (withCtrl ? 'ctrl+' : '') + (withCtrl && event.shiftKey ? 'shift+' : '') + event.key.toLowerCase()
    const action = keys[pressed]
    if (!action || event.repeat || event.altKey) return
    // A box to tick takes Enter for itself, with Ctrl too.
    if (event.defaultPrevented && !(withCtrl && event.target instanceof HTMLInputElement)) return
    if (document.querySelector('[role="dialog"], [role="menu"]')) return
    const types = event.target instanceof Element && event.target.closest(TYPING) !== null
    if (types && (!withCtrl || OF_THE_FIELD.has(pressed))) return
    if (pressed === 'enter' && event.target instanceof Element && event.target.closest(CONTROL)) return
    if (!withCtrl && !isOn()) return
    event.preventDefault()
    action()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
}
