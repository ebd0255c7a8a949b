/** Doing something about an appointment or a search: stored at once, and for ten seconds taken back by one tap. */
import { useDoing } from '../../outbox/operations'
import { tell } from '../../ui/toast'

/** Answers whether it was stored. `undo`: what takes it back, where that is not the operation itself. */
export type Doing = (kind: string, payload: { customer_id: number } & Record<string, unknown>, done: string, undo?: () => void) => Promise<boolean>

export function useActing(): Doing {
  const act = useDoing()
  return async (kind, payload, done, undo) => {
    const stored = await act(kind, payload)
    if (!stored) return false
    tell(done, undo ?? (() => void act('operation.undo', { target: stored.op_id, customer_id: payload.customer_id })))
    return true
  }
}
