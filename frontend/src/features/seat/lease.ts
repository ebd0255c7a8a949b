/** The hold on a customer while he is called: it is prolonged while somebody is at the page, and ends by itself else. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef } from 'react'
import { answered, api } from '../../api/client'
import { claimQuery, type Claim } from '../../api/desk'

const EVERY_MS = 60_000
/** A talk on the telephone leaves mouse and keys alone for a while. */
const AWAY_MS = 10 * 60_000
const SIGNS_OF_LIFE = ['pointermove', 'pointerdown', 'keydown', 'scroll'] as const

export function useLease(claim: Claim, isOpen: boolean): void {
  const queries = useQueryClient()
  const lastSeen = useRef(0)
  const key = claimQuery(claim.claim_id).queryKey
  const { mutate } = useMutation({
    mutationFn: () => answered(api.PUT('/api/v1/claims/{claim_id}/lease', { params: { path: { claim_id: claim.claim_id } } })),
    onSuccess: (renewed) => queries.setQueryData(key, renewed),
    onError: () => queries.invalidateQueries({ queryKey: key }),
  })
  const prolong = useEffectEvent(() => {
    const isHere = document.visibilityState === 'visible' && Date.now() - lastSeen.current < AWAY_MS
    if (isHere && claim.leased_until !== null) mutate()
  })
  useEffect(() => {
    if (!isOpen) return
    lastSeen.current = Date.now()
    const seen = () => {
      lastSeen.current = Date.now()
    }
    for (const sign of SIGNS_OF_LIFE) document.addEventListener(sign, seen, { passive: true, capture: true })
    const timer = setInterval(() => prolong(), EVERY_MS)
    return () => {
      clearInterval(timer)
      for (const sign of SIGNS_OF_LIFE) document.removeEventListener(sign, seen, { capture: true })
    }
  }, [isOpen])
}
