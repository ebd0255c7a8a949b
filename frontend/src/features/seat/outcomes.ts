/** The outcomes of a call, as the rules have them. */
import type { CallOutcome } from '../../api/desk'
import type { Direction, Outcome, SeatRules } from '../../api/calling'

export interface Branch {
  code: string
  zh: string
  en: string
  outcomes: Outcome[]
}

/** The branches with what is offered in a call that came or went. */
export function branchesOf(rules: SeatRules, direction: Direction): Branch[] {
  return rules.outcomes.branch
    .map(({ code, zh, en, outcome }) => ({ code, zh, en, outcomes: outcome.filter(({ calls }) => calls.includes(direction)) }))
    .filter(({ outcomes }) => outcomes.length > 0)
}

/** Those that need nothing: of a caller whom nobody knows. */
export const withoutNeeds = (branches: Branch[]): Branch[] =>
  branches.map((branch) => ({ ...branch, outcomes: branch.outcomes.filter(({ needs }) => needs === null) })).filter(({ outcomes }) => outcomes.length > 0)

export const outcomeOf = (branches: Branch[], code: CallOutcome | null) => branches.flatMap(({ outcomes }) => outcomes).find((one) => one.code === code)
