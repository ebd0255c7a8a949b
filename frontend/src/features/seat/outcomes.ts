/** The standard outcomes of a call in the order of their keys. */
import type { CallOutcome } from '../../api/desk'

export const REACHED: [key: string, outcome: CallOutcome][] = [
  ['1', 'promised'],
  ['2', 'paid_already'],
  ['3', 'reached'],
  ['4', 'wants_visit'],
  ['5', 'refused'],
  ['6', 'wants_surrender'],
]

export const NOT_REACHED: [key: string, outcome: CallOutcome][] = [
  ['7', 'call_back'],
  ['8', 'no_answer'],
  ['9', 'declined_call'],
  ['0', 'wrong_person'],
  ['-', 'dead_number'],
]

export const OUTCOME_KEYS = [...REACHED, ...NOT_REACHED]
