/** What the device knows of appointments: also what was done on it and is not sent yet. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Known } from '../../api/copy'
import { keptQuery, type Story } from '../../api/field'
import { fieldRulesQuery } from '../../api/field-rules'
import { routeQuery } from '../../api/route'
import { useWaiting } from '../../outbox/operations'
import type { Busy } from '../../rules/appointments'
import { minuteNow, policyDay } from '../../rules/days'
import { searchOf, type Search } from '../../rules/unreachable'
import { useNow } from '../../ui/now'
import { busyOf } from './busy'

export type Appointment = Story['appointments'][number]
/** An appointment with whom it is with. */
export interface Met {
  appointment: Appointment
  customer: Known
}

const MINUTE_MS = 60_000
const NOBODY: Known[] = []

/** Everybody in his cells. `isHere`: whether the device has them. */
export function useEverybody() {
  const { data, error, isPending } = useQuery(keptQuery)
  // What is done here changes what is laid over them.
  useWaiting()
  return { everybody: data?.kept?.everybody() ?? NOBODY, isHere: data?.kept !== undefined, kept: data?.kept, error, isPending }
}

export function metOf(everybody: Known[]): Met[] {
  const all = everybody.flatMap((customer) => customer.appointments.map((appointment) => ({ appointment, customer })))
  return all.toSorted((a, b) => Date.parse(a.appointment.starts_at) - Date.parse(b.appointment.starts_at))
}

/** The day that it is: also over midnight. */
export const useDay = () => policyDay(useNow(MINUTE_MS))

export const useRules = () => useQuery(fieldRulesQuery).data

export interface Sought {
  customer: Known
  search: Search
}

/** Whom to look for, in his cells. */
export function useSought(): Sought[] {
  const { everybody } = useEverybody()
  const rules = useRules()
  const day = useDay()
  return useMemo(
    () =>
      everybody.flatMap((customer) => {
        const search = rules && searchOf(rules.unreachable, customer, day)
        return search ? [{ customer, search }] : []
      }),
    [everybody, rules, day],
  )
}

/** What his days are taken by, but for one appointment that is being moved. */
export function useBusy(day: string, except: string | undefined): Busy[] {
  const { everybody } = useEverybody()
  const today = useDay()
  const { data: route } = useQuery({ ...routeQuery(minuteNow, undefined), enabled: day === today })
  return useMemo(() => busyOf(everybody, route, day, except), [everybody, route, day, except])
}
