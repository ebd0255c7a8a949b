/** What is done to a plan: each says which revision it saw, so that whoever is second is told. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api } from '../../api/client'
import { plansQuery, type City, type Plan } from '../../api/queries'

/** Does something to a plan and reads the plans anew: also where it was refused, since somebody else may have been faster. */
export function usePlanChange<Done>(city: City, change: () => Promise<Done>, onDone: (done: Done) => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: onDone,
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: plansQuery(city.code).queryKey }),
        queries.invalidateQueries({ queryKey: ['comparison'] }),
      ]),
  })
}

const at = (plan: Plan) => ({ path: { plan_id: plan.id } })

export const reviewPlan = (plan: Plan) =>
  answered(api.POST('/api/v1/plans/{plan_id}/review', { params: at(plan), body: { revision: plan.revision } }))

export const takeReviewBack = (plan: Plan) =>
  answered(api.DELETE('/api/v1/plans/{plan_id}/review', { params: { ...at(plan), query: { revision: plan.revision } } }))

export const publishPlan = (plan: Plan, start: string, anyway: boolean) =>
  answered(
    api.POST('/api/v1/plans/{plan_id}/publish', { params: at(plan), body: { effective_from: start, revision: plan.revision, anyway } }),
  )

export const rollPlanBack = (plan: Plan) =>
  answered(api.POST('/api/v1/plans/{plan_id}/roll-back', { params: at(plan), body: { revision: plan.revision } }))
