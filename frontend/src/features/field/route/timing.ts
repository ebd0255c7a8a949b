/** When he comes where, if he goes in a given order. Times are minutes of the day. As the server reckons them (`gridward.field.route.timing`). */
import { metresBetween, minutesFor, type Place, type Speeds } from './travel'

export type Unkept = 'late' | 'after_hours'

export interface Window {
  opens: number
  closes: number
}

/** A door, or a call: that has no place. */
export interface Halt {
  place: Place | null
  minutes: number
  window: Window | null
}

export interface Start {
  /** Null where nobody knows: then the first way takes no time. */
  place: Place | null
  at: number
}

export interface Turn {
  metres: number
  travel: number
  arrives: number
  begins: number
  leaves: number
  unkept: Unkept | null
}

export function timed(halts: Halt[], start: Start, closes: number, speeds: Speeds): Turn[] {
  let { place, at } = start
  return halts.map((halt) => {
    const metres = place && halt.place ? metresBetween(place, halt.place) : 0
    const travel = minutesFor(metres, speeds)
    const arrives = at + travel
    const begins = halt.window ? Math.max(arrives, halt.window.opens) : arrives
    at = begins + halt.minutes
    place = halt.place ?? place
    return { metres, travel, arrives, begins, leaves: at, unkept: unkeptOf(halt, begins, at, closes) }
  })
}

function unkeptOf({ window }: Halt, begins: number, leaves: number, closes: number): Unkept | null {
  if (window && begins > window.closes) return 'late'
  return leaves > closes ? 'after_hours' : null
}
