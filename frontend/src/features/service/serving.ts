/** Doing policy service: what is written down here, and what the server makes of it. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { customerQuery } from '../../api/field'
import { confirmRequest, sendCode, serviceQuery, takeIn, withdrawRequest, type ServiceRequest } from '../../api/service'
import { newId } from '../../outbox/ids'
import { useTyped } from '../../outbox/useTyped'
import { anewAfter, contentOf, emptyDraft, readyToSend, type ServiceDraft } from './draft'

export function useServiceDraft(customer: number) {
  const { draft, change, forget } = useTyped('service', String(customer), () => emptyDraft(newId()))
  return {
    draft,
    change,
    forget,
    restart: (ended: ServiceRequest | undefined) => {
      const next = anewAfter(ended, draft, newId())
      change(next)
      return next
    },
  }
}

/** Everything here waits for an answer: without a network it fails at once, and says so. */
const AT_ONCE = { networkMode: 'always' } as const

export function useServing(customer: number, keep: (draft: ServiceDraft) => void) {
  const queries = useQueryClient()
  const put = (request: ServiceRequest) => {
    queries.setQueryData(serviceQuery(customer).queryKey, (old) => old && { ...old, items: [request, ...old.items.filter((one) => one.id !== request.id)] })
    // The lists around it: one that it took the place of, and what is on file.
    void queries.invalidateQueries({ queryKey: serviceQuery(customer).queryKey })
  }
  const send = useMutation({ ...AT_ONCE, mutationFn: sendCode, onSuccess: put })
  const take = useMutation({
    ...AT_ONCE,
    mutationFn: (draft: ServiceDraft) => {
      const ready = readyToSend(draft, newId)
      keep(ready)
      return takeIn(customer, { request_id: ready.request_id, ...contentOf(ready) })
    },
    onSuccess: (request) => {
      put(request)
      if (request.state === 'needs_customer' && request.code === null) send.mutate(request.id)
    },
  })
  const confirm = useMutation({
    ...AT_ONCE,
    mutationFn: ({ id, code }: { id: string; code: string }) => confirmRequest(id, code),
    onSuccess: (request) => {
      put(request)
      void queries.invalidateQueries({ queryKey: customerQuery(customer).queryKey })
    },
    // Too many wrong codes may have ended it.
    onError: () => void queries.invalidateQueries({ queryKey: serviceQuery(customer).queryKey }),
  })
  const withdraw = useMutation({ ...AT_ONCE, mutationFn: withdrawRequest, onSuccess: put })
  return { take, send, confirm, withdraw }
}

export type Serving = ReturnType<typeof useServing>
