/** The day's order, put right on the device when something has changed: new doors in their best places, then what can be made shorter. */
import { timed, type Halt, type Start } from './timing'
import type { Speeds } from './travel'

export interface Weighed extends Halt {
  /** How much it matters; what was agreed for a time matters more. */
  weight: number
}

export interface Working {
  start: Start
  closes: number
  speeds: Speeds
}

const AGREED = 200
/** No way is so long that a stop is given up for it. */
const MORE_THAN_ANY_WAY = 10_000
const ROUNDS = 20
const MOVED = [1, 2, 3]

/** The stops that were in the day in their order, with fresh ones, in one that is no worse. */
export function replanned<T extends Weighed>(kept: T[], fresh: T[], working: Working): T[] {
  const urgent = fresh.toSorted((one, other) => weightOf(other) - weightOf(one))
  return improved(urgent.reduce((order, halt) => cheapest(withPart(order, [halt]), working), kept), working)
}

/** What an order loses: first what is not kept, then the minutes on the way. */
export function costOf(order: Weighed[], { start, closes, speeds }: Working): number {
  return timed(order, start, closes, speeds).reduce((sum, turn, index) => {
    const halt = order[index]!
    // Who agreed on an evening gets it.
    const lost = turn.unkept === 'late' || (turn.unkept === 'after_hours' && !halt.window)
    return sum + turn.travel + (lost ? weightOf(halt) * MORE_THAN_ANY_WAY : 0)
  }, 0)
}

const weightOf = ({ window, weight }: Weighed): number => (window ? AGREED : Math.max(1, weight))

const withPart = <T,>(order: T[], part: T[]): T[][] =>
  Array.from({ length: order.length + 1 }, (_, at) => order.toSpliced(at, 0, ...part))

function cheapest<T extends Weighed>(orders: T[][], working: Working): T[] {
  return orders
    .map((order) => ({ order, cost: costOf(order, working) }))
    .reduce((best, one) => (one.cost < best.cost ? one : best)).order
}

/** Moves up to three stops, or turns a part around, as long as that helps. */
function improved<T extends Weighed>(order: T[], working: Working): T[] {
  let best = order
  for (let round = 0; round < ROUNDS; round++) {
    const better = cheapest([best, ...neighbours(best)], working)
    if (better === best) break
    best = better
  }
  return best
}

function neighbours<T>(order: T[]): T[][] {
  return order.flatMap((_, from) => {
    const moved = MOVED.flatMap((length) => withPart(order.toSpliced(from, length), order.slice(from, from + length)))
    const turned = Array.from({ length: Math.max(0, order.length - from - 1) }, (__, more) => {
      const to = from + 2 + more
      return [...order.slice(0, from), ...order.slice(from, to).toReversed(), ...order.slice(to)]
    })
    return [...moved, ...turned]
  })
}
