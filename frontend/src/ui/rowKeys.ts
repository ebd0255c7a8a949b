/** Up and down go from row to row of a table: to the same control of the next row that has one. */
import { useEffect, useRef, type RefObject } from 'react'

const CONTROLS = 'button:not([disabled]), a[href]'

export function useRowKeys(): RefObject<HTMLElement | null> {
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    const { current } = box
    current?.addEventListener('keydown', move)
    return () => current?.removeEventListener('keydown', move)
  }, [])
  return box
}

function move(event: KeyboardEvent): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const control = event.target as Element
  const row = control.closest('tbody tr')
  if (!row) return
  const place = [...row.querySelectorAll(CONTROLS)].indexOf(control)
  const step = event.key === 'ArrowDown' ? 'nextElementSibling' : 'previousElementSibling'
  for (let next = row[step]; next; next = next[step]) {
    const controls = next.querySelectorAll<HTMLElement>(CONTROLS)
    const wanted = controls[place] ?? controls[controls.length - 1]
    if (!wanted) continue
    event.preventDefault()
    wanted.focus()
    return
  }
}
