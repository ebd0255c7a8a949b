/** Where the tablet is at check-in. It is asked in the background and never waited for. */
import { useEffect, useState } from 'react'
import type { Position } from './draft'

export type NoPosition = 'denied' | 'unavailable' | 'timeout'

export type Located = { state: 'looking' } | { state: 'found'; position: Position } | { state: 'none'; why: NoPosition }

const PATIENCE_MS = 20_000
const WHY: Record<number, NoPosition> = { 1: 'denied', 2: 'unavailable', 3: 'timeout' }

export function usePosition(): Located {
  const [located, setLocated] = useState<Located>(() =>
    'geolocation' in navigator ? { state: 'looking' } : { state: 'none', why: 'unavailable' },
  )
  useEffect(() => {
    if (!('geolocation' in navigator)) return
    let isGone = false
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        if (isGone) return
        setLocated({ state: 'found', position: { lon: coords.longitude, lat: coords.latitude, accuracy_m: Math.round(coords.accuracy) } })
      },
      ({ code }) => {
        if (!isGone) setLocated({ state: 'none', why: WHY[code] ?? 'unavailable' })
      },
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 60_000 },
    )
    return () => {
      isGone = true
    }
  }, [])
  return located
}

/** What a check-in says of it: a position, or why there is none. */
export function checkedIn(located: Located): { position: Position } | { no_position: NoPosition } {
  if (located.state === 'found') return { position: located.position }
  return { no_position: located.state === 'none' ? located.why : 'timeout' }
}
