/** What is read of plans beside their cells: what was done to them, and what another one would change. */
import { queryOptions } from '@tanstack/react-query'
import { answered, api } from './client'
import { ofSamePlan } from './queries'
import type { components } from './schema'

type Schemas = components['schemas']

export type Comparison = Schemas['ComparisonOut']
export type Stations = Schemas['StationsOut']
export type StationCandidate = Schemas['StationCandidate']
export type Closing = Schemas['ClosingOut']
export type StationsChanged = Schemas['StationsChangedOut']
export type PlanCell = Schemas['PlanCell']
export type PlanSide = Schemas['PlanSideOut']
export type ComparedCell = Schemas['ComparedCellOut']
export type ComparedSpecialist = Schemas['ComparedSpecialistOut']

/** A plan beside an earlier one: by default the one in force. */
export const comparisonQuery = (later: string, earlier?: string) =>
  queryOptions({
    queryKey: ['comparison', later, earlier],
    queryFn: () =>
      answered(
        api.GET('/api/v1/plans/{plan_id}/comparison', {
          params: { path: { plan_id: later }, query: earlier === undefined ? {} : { earlier } },
        }),
      ),
  })

/** The cells of a plan in figures of their customers and of who works them, as they are today. */
export const planFiguresQuery = (plan: string, revision: number) =>
  queryOptions({
    queryKey: ['plan-figures', plan, revision],
    queryFn: () => answered(api.GET('/api/v1/plans/{plan_id}/cell-figures', { params: { path: { plan_id: plan } } })),
    staleTime: 60_000,
    // While a draft is edited, its figures of before stay until the new ones are counted.
    placeholderData: ofSamePlan(plan),
  })

/** The best stations for a plan: so many, without some that close; or without both those that are kept. */
export const stationsQuery = (plan: string, revision: number, stations?: number, closing: string[] = []) =>
  queryOptions({
    queryKey: ['plan-stations', plan, revision, stations, closing],
    queryFn: () =>
      answered(
        api.GET('/api/v1/plans/{plan_id}/stations', {
          params: { path: { plan_id: plan }, query: { ...(stations === undefined ? {} : { stations }), ...(closing.length > 0 ? { closing } : {}) } },
        }),
      ),
    placeholderData: ofSamePlan(plan),
  })

/** How far the cells of a plan in force have drifted since it was built. */
export const driftQuery = (plan: string) =>
  queryOptions({
    queryKey: ['drift', plan],
    queryFn: () => answered(api.GET('/api/v1/plans/{plan_id}/drift', { params: { path: { plan_id: plan } } })),
  })

export const planChangesQuery = (plan: string, revision: number) =>
  queryOptions({
    // What was done to a plan is another list with each revision.
    queryKey: ['plan-changes', plan, revision],
    queryFn: () => answered(api.GET('/api/v1/plans/{plan_id}/changes', { params: { path: { plan_id: plan } } })),
    staleTime: Infinity,
  })
