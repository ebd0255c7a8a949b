/** What a customer answers to an event on the telephone: it is kept at once. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api, type Schemas } from '../../api/client'
import { customerQuery } from '../../api/field'
import type { Answering } from './acting'

interface OnTelephone extends Answering {
  /** What he has to be told. */
  note: string | null | undefined
  error: unknown
}

export function useOnTelephone(eventId: string, customer: number): OnTelephone {
  const queries = useQueryClient()
  const saving = useMutation({
    // One after the other: the newest word counts.
    scope: { id: `answer ${eventId} ${customer}` },
    mutationFn: (body: Schemas['EventAnswerIn']) =>
      answered(api.PUT('/api/v1/customers/{customer_id}/events/{event_id}/answer', { params: { path: { customer_id: customer, event_id: eventId } }, body })),
    // His events stand under his own key.
    onSettled: () => queries.invalidateQueries({ queryKey: customerQuery(customer).queryKey }),
  })
  return {
    signUp: (persons) => saving.mutate({ answer: 'signed_up', persons }),
    decline: () => saving.mutate({ answer: 'declined', persons: 1 }),
    cancel: () => saving.mutate({ answer: 'cancelled', persons: 1 }),
    note: saving.data?.note,
    error: saving.error,
  }
}
