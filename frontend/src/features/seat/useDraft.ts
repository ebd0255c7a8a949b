/** The call that is being written down, as it was left. */
import { useTyped } from '../../outbox/useTyped'
import type { Draft } from './draft'

export const useDraft = <T extends Draft>(claim: string, fresh: () => T) => useTyped('call', claim, fresh)

/** A call's draft, and how it changes. */
export type Talk = ReturnType<typeof useDraft<Draft>>
