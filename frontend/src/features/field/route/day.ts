/** The day as it is shown: its stops in their order with their times, from now on. */
import type { DayRoute, TodayItem } from '../../../api/field'
import type { Stop } from '../stops'
import { doorsOf, type Door } from './doors'
import { replanned, type Working } from './replanning'
import { timed } from './timing'
import type { Place } from './travel'

export interface Day {
  stops: Stop[]
  start: Place | null
  /** When it begins, as a minute of the day. */
  at: number
  /** Whether that is another morning: today's hours are over. */
  isOver: boolean
  /** Minutes and metres on the way. */
  travel: number
  metres: number
}

export interface Asked {
  /** The minute of the day. */
  now: number
  /** Where he is, if he wants to begin from there. */
  here: Place | undefined
  /** Tasks in the order that he chose by hand. */
  byHand: string[] | undefined
}

export function dayOf(route: DayRoute, items: TodayItem[], { now, here, byHand }: Asked): Day {
  const { opens, closes } = route.figures.hours
  const at = now >= opens && now < closes ? now : opens
  const place: Place | null = here ?? (route.start && [route.start.lon, route.start.lat])
  const working: Working = { start: { place, at }, closes, speeds: route.figures }
  const doors = doorsOf(route, items)
  const unplaced = doors.fresh.filter((door) => !door.byPhone && !door.place)
  const [order, left] = byHand
    ? [inOrder([...doors.planned, ...doors.fresh, ...doors.left], byHand), []]
    : withRoom(ordered(doors.planned, doors.fresh.filter((door) => !unplaced.includes(door)), working), working)
  const turns = timed(order, working.start, closes, working.speeds)
  const stops = order.flatMap((door, index) =>
    door.items.map((item): Stop => ({ number: index + 1, item, byPhone: door.byPhone, window: door.window, turn: turns[index]! })),
  )
  const rest = byHand ? [] : [...left, ...doors.left, ...unplaced]
  return {
    stops: [...stops, ...rest.flatMap((door, index) => door.items.map((item): Stop => ({ number: order.length + index + 1, item })))],
    start: place,
    at,
    isOver: now >= closes,
    travel: turns.reduce((sum, turn) => sum + turn.travel, 0),
    metres: turns.reduce((sum, turn) => sum + turn.metres, 0),
  }
}

/** The server's order stands as long as everything in it can be kept. */
function ordered(planned: Door[], fresh: Door[], working: Working): Door[] {
  const kept = timed(planned, working.start, working.closes, working.speeds)
  const stands = kept.every(({ unkept }, index) => unkept === null || (unkept === 'after_hours' && planned[index]!.window))
  return stands && fresh.length === 0 ? planned : replanned(planned, fresh, working)
}

/** What would be after hours without having been agreed on waits for another day. */
function withRoom(order: Door[], working: Working): [order: Door[], left: Door[]] {
  const left: Door[] = []
  let kept = order
  for (;;) {
    const turns = timed(kept, working.start, working.closes, working.speeds)
    const late = turns.findLastIndex((turn, index) => turn.unkept === 'after_hours' && !kept[index]!.window)
    if (late < 0) return [kept, left.toReversed()]
    left.push(kept[late]!)
    kept = kept.toSpliced(late, 1)
  }
}

/** As he wants it; what he has not put anywhere comes last. */
function inOrder(doors: Door[], tasks: string[]): Door[] {
  const turn = (door: Door) => {
    const at = tasks.indexOf(door.items[0]!.task_id)
    return at < 0 ? tasks.length : at
  }
  return doors.toSorted((one, other) => turn(one) - turn(other))
}

