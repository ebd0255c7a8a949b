/** What is in the form for one candidate: a known one, or the place of a new one. */
import type { StationCandidate } from '../../../api/plans'

export interface Edited {
  candidate?: StationCandidate
  /** Degrees as texts; empty where they are still to be typed. */
  lon: string
  lat: string
}

const DIGITS = 6

export const nowhere: Edited = { lon: '', lat: '' }
export const placeAt = (lon: number, lat: number): Edited => ({ lon: lon.toFixed(DIGITS), lat: lat.toFixed(DIGITS) })
export const known = (candidate: StationCandidate): Edited => ({ candidate, ...placeAt(candidate.lon, candidate.lat) })
