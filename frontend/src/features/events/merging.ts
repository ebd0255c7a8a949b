/** Two who changed the same event: what each of them touched, put together. */
import { isSame, type EventDraft } from './draft'

export interface Merged {
  /** Theirs, with what was changed here. */
  draft: EventDraft
  /** What they changed and nobody changed here. */
  taken: (keyof EventDraft)[]
  /** What both changed, each in another way. */
  clashes: (keyof EventDraft)[]
}

export function merge(base: EventDraft, mine: EventDraft, theirs: EventDraft): Merged {
  const names = Object.keys(base) as (keyof EventDraft)[]
  const differs = (name: keyof EventDraft, one: EventDraft, other: EventDraft) => !isSame(one[name], other[name])
  const kept = names.filter((name) => differs(name, mine, base))
  const moved = names.filter((name) => differs(name, theirs, base))
  return {
    draft: { ...theirs, ...Object.fromEntries(kept.map((name) => [name, mine[name]])) },
    taken: moved.filter((name) => !kept.includes(name)),
    clashes: moved.filter((name) => kept.includes(name) && differs(name, mine, theirs)),
  }
}
