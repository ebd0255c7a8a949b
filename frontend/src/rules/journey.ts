/**
 * The four-sell as a way with gates, as `gridward.engagement.journey` has it: both pass `tests/golden/journey.json`. What a tablet
 * finds by it is provisional until the server's rows come.
 */
import type { Schemas } from '../api/client'
import { daysFrom, plusDays, type Day } from './days'
import type { Reason } from './reasons'

export type JourneyRules = Schemas['JourneyRules']
export type Stage = JourneyRules['stages'][number]['stage']
type Need = JourneyRules['stages'][number]['needs'][number]
type FactKind = keyof JourneyRules['holds_days']

export interface UnpaidDue {
  policy_no: string
  due_on: Day
  /** Yuan, with two decimals. */
  amount: string
  failure: string | null
}

/** What the gates look at. */
export interface Standing {
  stage: Stage
  /** The customer himself was spoken to. */
  first_contact: boolean
  dues: UnpaidDue[]
  open_requests: number
  open_complaints: number
  do_not_call: boolean
  /** He does not want the specialist. */
  refused: boolean
  /** His last word on marketing; null where he was never asked. */
  marketing: boolean | null
  /** The last day of each. */
  facts: Partial<Record<FactKind, Day>>
}

/** The stage after the present one; none after the last. Who owes nothing goes from first contact to policy service. */
export function nextStage(rules: JourneyRules, standing: Standing): Stage | undefined {
  return standing.stage === 'connect' && standing.dues.length === 0 ? 'policy_service' : following(rules, standing.stage)
}

/** What keeps the next stage closed on a day, the most important first. */
export function missing(rules: JourneyRules, standing: Standing, day: Day): Reason[] {
  // Who owes nothing and skips renewal needs no more than who enters there.
  const gate = following(rules, standing.stage)
  const rule = rules.stages.find(({ stage }) => stage === gate)
  return rule ? rule.needs.flatMap((need) => LACKS[need](standing, day, rules)) : []
}

/** The stage in which he is on a day: gates that are open are gone through. Before the first contact nobody moves. */
export function stageReached(rules: JourneyRules, standing: Standing, day: Day): Stage {
  if (!standing.first_contact) return standing.stage
  const after = nextStage(rules, standing)
  if (after === undefined || missing(rules, standing, day).length > 0) return standing.stage
  return stageReached(rules, { ...standing, stage: after }, day)
}

function following(rules: JourneyRules, stage: Stage): Stage | undefined {
  return rules.stages[rules.stages.findIndex((rule) => rule.stage === stage) + 1]?.stage
}

const LACKS: Record<Need, (standing: Standing, day: Day, rules: JourneyRules) => Reason[]> = {
  first_contact: ({ refused, first_contact }) => [...lack(refused, 'customer_refused'), ...lack(!first_contact, 'no_first_contact')],
  dues_settled: ({ dues }, day) => dues.flatMap((due) => [...unpaid(due, day), ...lack(due.failure, 'debit_failed', { policy_no: due.policy_no, failure: due.failure })]),
  visits_made: ({ open_requests: count }) => lack(count, 'visit_asked_for', { count }),
  no_complaint: ({ open_complaints: count }) => lack(count, 'complaint_open', { count }),
  marketing_consent: ({ marketing }) => lack(!marketing, marketing === null ? 'no_marketing_consent' : 'marketing_refused'),
  may_be_called: ({ do_not_call }) => lack(do_not_call, 'do_not_call'),
  details_confirmed: (standing, day, rules) => lack(!holds('details_confirmed', standing, day, rules), 'details_unconfirmed'),
  event_answered: (standing, day, rules) => lack(!holds('event_answered', standing, day, rules), 'no_event_answered'),
}

const lack = (isLacking: unknown, code: string, params: Reason['params'] = {}): Reason[] => (isLacking ? [{ code, params }] : [])

function unpaid({ policy_no, due_on, amount }: UnpaidDue, day: Day): Reason[] {
  return lack(due_on <= day, 'due_unpaid', { policy_no, days: daysFrom(due_on, day), amount })
}

function holds(kind: FactKind, { facts }: Standing, day: Day, rules: JourneyRules): boolean {
  const done = facts[kind]
  return done !== undefined && plusDays(done, rules.holds_days[kind] ?? 0) >= day
}
