/** Writing down what a customer agrees to: before a specialist by the outbox, on the telephone at once. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import { customerQuery } from '../../api/field'
import { useWaitingFor } from '../../outbox/fates'
import { newId } from '../../outbox/ids'
import { useDoing, useFate } from '../../outbox/operations'
import { useMay } from '../../session/may'

export type Purpose = Schemas['Purpose']

interface Consenting {
  record: (given: boolean) => void
  /** The operation that writes it down; none at a desk, which is answered at once. */
  opId?: string | undefined
  /** What he said just now, until the server shows it. */
  given?: boolean
  error?: unknown
}

export function useConsenting(customer: number, purpose: Purpose): Consenting {
  const works = useMay('work')
  const inField = useInField(customer, purpose)
  const atDesk = useAtDesk(customer, purpose)
  return works ? inField : atDesk
}

function useInField(customer: number, purpose: Purpose): Consenting {
  const act = useDoing()
  const [said, setSaid] = useState<string>()
  const waits = useWaitingFor((kind, payload) => kind === 'consent.record' && payload['customer_id'] === customer && payload['purpose'] === purpose)
  const isUnsent = useFate(waits?.op_id).state === 'unsent'
  const record = async (given: boolean) => {
    const payload = { consent_id: newId(), customer_id: customer, purpose, given, how: 'face_to_face' }
    const stored = await act('consent.record', payload)
    if (stored) setSaid(stored.op_id)
  }
  return { record: (given) => void record(given), opId: waits?.op_id ?? said, ...(isUnsent && { given: waits?.payload['given'] === true }) }
}

function useAtDesk(customer: number, purpose: Purpose): Consenting {
  const queries = useQueryClient()
  const saving = useMutation({
    mutationFn: (given: boolean) =>
      answered(
        api.POST('/api/v1/customers/{customer_id}/consents', {
          params: { path: { customer_id: customer } },
          body: { consent_id: newId(), purpose, given },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: customerQuery(customer).queryKey }),
  })
  return { record: saving.mutate, error: saving.error }
}
