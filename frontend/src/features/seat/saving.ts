/** Saving a call. What was typed is forgotten only when it is stored. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api } from '../../api/client'
import { claimQuery, type Call, type Claim } from '../../api/desk'
import { customerQuery } from '../../api/field'

export function useSaving(claim: Claim, onSaved: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (call: Call) => answered(api.POST('/api/v1/claims/{claim_id}/call', { params: { path: { claim_id: claim.claim_id } }, body: call })),
    onSuccess: () => {
      onSaved()
      queries.setQueryData(claimQuery(claim.claim_id).queryKey, { ...claim, called: true, leased_until: null })
      for (const queryKey of [['queue'], ['requests'], customerQuery(claim.customer_id).queryKey]) void queries.invalidateQueries({ queryKey })
    },
  })
}
