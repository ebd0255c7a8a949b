/** Taking a customer off the queue into one's own hand, and giving him back. */
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { answered, api } from '../../api/client'
import { claimQuery } from '../../api/desk'
import { useOutbox } from '../../outbox/operations'
import { Typed } from '../../outbox/typed'
import { tell } from '../../ui/toast'

/** Take the next one, or a certain one of the list, and open his call. */
export function useTaking(city: string) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (item: number | null) =>
      answered(api.POST('/api/v1/cities/{code}/queue/claims', { params: { path: { code: city } }, body: item === null ? {} : { item_id: item } })),
    onSuccess: async (claim) => {
      queries.setQueryData(claimQuery(claim.claim_id).queryKey, claim)
      await navigate({ to: '/call/$claimId', params: { claimId: claim.claim_id } })
    },
    // After a refusal too: the list that was looked at is old then.
    onSettled: () => queries.invalidateQueries({ queryKey: ['queue', city] }),
  })
}

export function useGivingBack(onBack?: () => void) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const { account, entries } = useOutbox()
  return useMutation({
    mutationFn: ({ claim, untilFree = false }: { claim: string; untilFree?: boolean }) =>
      answered(api.DELETE('/api/v1/claims/{claim_id}', { params: { path: { claim_id: claim }, query: { until_free: untilFree } } })),
    onSuccess: (_, { claim }) => {
      // Nobody talked to him: what was typed is of no call.
      new Typed(entries, account, 'call', claim).forget()
      tell(t`已放回名单。`)
      onBack?.()
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['queue'] }),
  })
}
