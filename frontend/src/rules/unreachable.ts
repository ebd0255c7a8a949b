/** Who is looked for because he is not reached (失联), and what is to be tried next, by `grid_data/rules/unreachable`. */
import type { Schemas } from '../api/client'
import { plusDays, policyDay, type Day } from './days'

export type UnreachableRules = Schemas['UnreachableRules']
export type Step = UnreachableRules['step'][number]
type Tried = Schemas['SearchStep']

interface Known {
  care: { state: string } | null
  steps: Tried[]
  contacts: Pick<Schemas['PastContact'], 'at' | 'result' | 'ours'>[]
}

export interface Search {
  /** All that was needed was tried in vain: he counts as not reached. */
  isLost: boolean
  /** Since he was reached last; the last first. */
  tried: Tried[]
  next: Step | undefined
  /** Not before this day. */
  nextOn: Day
}

/** Undefined where nobody looks for him: nothing says that he is not reached, or somebody has reached him since. */
export function searchOf(rules: UnreachableRules, { care, steps, contacts }: Known, day: Day): Search | undefined {
  const isLost = care?.state === 'unreachable'
  const ours = contacts.filter((one) => one.ours && one.result !== null)
  const at = (moment: string) => Date.parse(moment)
  const reached = Math.max(
    Number.NEGATIVE_INFINITY,
    ...steps.filter((one) => one.found).map((one) => at(one.at)),
    ...(isLost ? [] : ours.filter((one) => !rules.vain.includes(one.result!)).map((one) => at(one.at))),
  )
  const tried = steps.filter((one) => !one.found && at(one.at) > reached)
  const hints = ours.filter((one) => rules.begins.includes(one.result!) && at(one.at) > reached)
  if (!isLost && tried.length === 0 && hints.length === 0) return undefined
  const done = new Set(tried.map((one) => one.step))
  const next = rules.step.find((one) => !done.has(one.code)) ?? rules.step.findLast((one) => one.after_days > 0)
  const last = tried.reduce<Day | undefined>((latest, one) => (latest === undefined || policyDay(one.at) > latest ? policyDay(one.at) : latest), undefined)
  const nextOn = next && last && next.after_days > 0 ? plusDays(last, next.after_days) : day
  return { isLost, tried, next, nextOn }
}
