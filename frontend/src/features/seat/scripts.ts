/** What to say, by the rules, with the facts of the customer's story. */
import type { Direction, Script, ScriptLine, SeatRules } from '../../api/calling'
import type { Story } from '../../api/field'
import { deliveredWord } from '../../i18n/book'
import { count } from '../../i18n/format'
import type { CallOutcome } from '../../api/desk'
import { branchesOf, outcomeOf } from './outcomes'

const NO_FUNDS = '余额不足'

const scriptOf = (rules: SeatRules, code: string) => rules.scripts.script.find((script) => script.code === code)

/** What to say: what the call has come to may have words of its own. */
export function scriptFor(rules: SeatRules, direction: Direction, purpose: string, outcome: CallOutcome | null): Script | undefined {
  const own = outcomeOf(branchesOf(rules, direction), outcome)?.script
  return (own && scriptOf(rules, own)) || scriptOf(rules, purpose)
}

/** Whether what is due is shown with what to say. */
export const saysDues = (script: Script | undefined) => script?.line.some((line) => line.shows === 'dues') ?? false

const whoServes = (story: Story) => story.cell?.specialist ?? story.cell?.stand_in
const failureOf = (story: Story) => story.dues.find((due) => due.failure)?.failure
export const livePolicies = (story: Story) => story.policies.filter((policy) => policy.standing !== 'ended')

const HOLDS: Record<ScriptLine['when'][number], (story: Story) => boolean> = {
  dues: (story) => story.dues.length > 0,
  no_dues: (story) => story.dues.length === 0,
  specialist: (story) => Boolean(whoServes(story)),
  no_specialist: (story) => !whoServes(story),
  failed: (story) => Boolean(failureOf(story)),
  no_funds: (story) => failureOf(story) === NO_FUNDS,
  other_failure: (story) => failureOf(story) !== NO_FUNDS,
}

/** The lines that hold for him. */
export const linesFor = (script: Script, story: Story) => script.line.filter((line) => line.when.every((condition) => HOLDS[condition](story)))

function factOf(name: string, story: Story): string {
  if (name === 'specialist') return whoServes(story) ?? ''
  if (name === 'cell') return story.cell?.name ?? ''
  if (name === 'failure') return deliveredWord(failureOf(story) ?? '')
  return count(livePolicies(story).length)
}

/** A line cut at its facts: words, and in every second place a fact. */
export const filled = (words: string, story: Story): string[] => words.split(/\{(\w+)\}/).map((part, place) => (place % 2 === 0 ? part : factOf(part, story)))
