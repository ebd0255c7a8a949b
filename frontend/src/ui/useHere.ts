/** Where the device is: asked for only when somebody wants to see it, and gone with the page. */
import { useState } from 'react'

export interface Here {
  lon: number
  lat: number
  /** Metres. */
  accuracy: number
}

export interface Located {
  here: Here | undefined
  isLooking: boolean
  trouble: 'denied' | 'unavailable' | undefined
  look: () => void
  forget: () => void
}

const PATIENCE_MS = 15_000
const FRESH_MS = 30_000
const DENIED = 1

export function useHere(): Located {
  const [here, setHere] = useState<Here>()
  const [isLooking, setLooking] = useState(false)
  const [trouble, setTrouble] = useState<Located['trouble']>()
  const look = () => {
    if (!('geolocation' in navigator)) return setTrouble('unavailable')
    setTrouble(undefined)
    setLooking(true)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setLooking(false)
        setHere({ lon: coords.longitude, lat: coords.latitude, accuracy: coords.accuracy })
      },
      ({ code }) => {
        setLooking(false)
        setTrouble(code === DENIED ? 'denied' : 'unavailable')
      },
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: FRESH_MS },
    )
  }
  return { here, isLooking, trouble, look, forget: () => setHere(undefined) }
}
