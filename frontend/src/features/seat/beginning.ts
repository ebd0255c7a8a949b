/** A call begins when its page opens, where the contact budget and the hour allow it; what is left is looked at all the while. */
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import type { Claim } from '../../api/desk'

export type CallBudget = Schemas['CallBudgetOut']

const EVERY_MS = 30_000

const budgetQuery = (claim: string) =>
  queryOptions({
    queryKey: ['claim', claim, 'budget'],
    queryFn: () => answered(api.GET('/api/v1/claims/{claim_id}/budget', { params: { path: { claim_id: claim } } })),
    refetchInterval: EVERY_MS,
  })

export const isForbidden = (budget: CallBudget | undefined) => budget !== undefined && budget.begun_at === null && budget.reasons.length > 0

export function useBeginning(claim: Claim): CallBudget | undefined {
  const queries = useQueryClient()
  const budget = useQuery(budgetQuery(claim.claim_id)).data
  const { mutate, isIdle } = useMutation({
    mutationFn: () => answered(api.POST('/api/v1/claims/{claim_id}/begin', { params: { path: { claim_id: claim.claim_id } } })),
    onSuccess: (now) => queries.setQueryData(budgetQuery(claim.claim_id).queryKey, now),
  })
  const mayBegin = budget !== undefined && budget.begun_at === null && budget.reasons.length === 0 && !claim.called
  useEffect(() => {
    if (mayBegin && isIdle) mutate()
  }, [mayBegin, isIdle, mutate])
  return budget
}
