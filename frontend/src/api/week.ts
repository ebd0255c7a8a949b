/** A specialist's week in figures. */
import { queryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from './client'
import { openCopy } from './copy'

export type Week = Schemas['WeekOut']

export interface CountedWeek {
  week: Week
  /** Sent, but not in its figures yet. */
  sent: Schemas['OperationIn'][]
}

/** The week of a specialist whom somebody leads, as the server has it. */
export const ledWeekQuery = (code: string, specialist: number, day?: string) =>
  queryOptions({
    queryKey: ['led-week', code, specialist, day ?? null],
    queryFn: () =>
      answered(
        api.GET('/api/v1/cities/{code}/specialists/{specialist_id}/week', {
          params: { path: { code, specialist_id: specialist }, query: day === undefined ? {} : { day } },
        }),
      ),
  })

/** `day`: any day of an earlier week, of which the server is asked; this week is what the device keeps, where it keeps it. */
export const weekQuery = (day?: string) =>
  queryOptions({
    queryKey: ['week', day ?? null],
    queryFn: async (): Promise<CountedWeek> => {
      const own = day === undefined ? (await openCopy().catch(() => undefined))?.week() : undefined
      return own ?? { week: await answered(api.GET('/api/v1/field/week', { params: { query: day === undefined ? {} : { day } } })), sent: [] }
    },
    networkMode: 'always',
  })
