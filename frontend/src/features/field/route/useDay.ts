/** The stops of the day in the order that is asked for. */
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { DayOrder } from '../../../address/field'
import type { TodayItem } from '../../../api/field'
import { routeQuery } from '../../../api/route'
import { minuteNow, policyMinute } from '../../../rules/days'
import { useNow } from '../../../ui/now'
import { doorsOf, stopsOf, type Stop } from '../stops'
import { dayOf, type Day } from './day'
import { moved, useHandOrder } from './hand'
import type { Place } from './travel'

export interface ShownDay {
  stops: Stop[]
  /** Undefined while there is no route: then the stops stand by how much they matter. */
  day: Day | undefined
  station: string | null
  here: Place | undefined
  setHere: (here: Place | undefined) => void
  move: (task: string, by: -1 | 1) => void
}

const HALF_MINUTE = 30_000
const NONE: TodayItem[] = []

export function useDay(items: TodayItem[] = NONE, order: DayOrder | undefined): ShownDay {
  const [here, setHere] = useState<Place>()
  const now = policyMinute(useNow(HALF_MINUTE))
  const { data: route } = useQuery(routeQuery(minuteNow, here))
  const [tasks, keep] = useHandOrder(route?.day)
  const day = useMemo(() => {
    if (!route || order === 'urgency') return undefined
    const planned = dayOf(route, items, { now, here, byHand: undefined })
    return order === 'hand' ? dayOf(route, items, { now, here, byHand: tasks ?? firstTasks(planned.stops) }) : planned
  }, [route, items, now, here, order, tasks])
  const stops = useMemo(() => day?.stops ?? stopsOf(items), [day, items])
  const station = route?.start?.station ?? null
  const move = (task: string, by: -1 | 1) => keep(moved(firstTasks(stops), task, by))
  return { stops, day, station, here, setHere, move }
}

const firstTasks = (stops: Stop[]): string[] => doorsOf(stops).map(([first]) => first!.item.task_id)
