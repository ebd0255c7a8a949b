/** The day's route: asked of the server, and kept on the device for when there is no network. It says tasks and times, no names and no places of people. */
import { queryOptions } from '@tanstack/react-query'
import { answered, api } from './client'
import type { DayRoute } from './field'
import { problemOf } from './problem'

const KEY = 'gridward.route'

export const routeQuery = (at: () => number, here: readonly [lon: number, lat: number] | undefined) =>
  queryOptions({
    queryKey: ['route', here],
    networkMode: 'always',
    queryFn: () => asked(at(), here),
  })

/** Whether the route that is kept here is of a day. */
export function isKeptFor(day: string): boolean {
  return (JSON.parse(localStorage.getItem(KEY) ?? 'null') as DayRoute | null)?.day === day
}

async function asked(at: number, here: readonly [lon: number, lat: number] | undefined): Promise<DayRoute | null> {
  try {
    const query = { at, ...(here && { lon: here[0], lat: here[1] }) }
    const route = await answered(api.GET('/api/v1/field/route', { params: { query } }))
    localStorage.setItem(KEY, JSON.stringify(route))
    return route
  } catch (error) {
    if (problemOf(error).code !== 'network') throw error
    return JSON.parse(localStorage.getItem(KEY) ?? 'null') as DayRoute | null
  }
}
