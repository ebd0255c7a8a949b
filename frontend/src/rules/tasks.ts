/**
 * What a task is on a day: how urgent, and why now. The server says it each night; a tablet that is out of reach at midnight finds the
 * same for itself. Both are held to `tests/golden/tasks.json`.
 */
import { daysFrom, type Day } from './days'
import type { Reason } from './reasons'

/** Days after the due date until which a premium can be paid. */
const GRACE_DAYS = 60
/** From 10 to 50: six parts risk, four parts how much of grace is over. */
const LEAST = 10
const BY_RISK = 24
const BY_GRACE = 16

const OF_DUES = new Set(['renewal_visit', 'renewal_call'])

export interface TaskOnDay {
  kind: string
  starts_on: Day | null
  due_on: Day
  priority: number
  why: Reason[]
  policy_id: number | null
}

export interface DueOfTask {
  policy_id: number
  due_on: Day
  grace_ends: Day
  amount: string
  failure: string | null
  risk: number
  tier: string
  state: string
}

/** Whether it is to be worked on: not before its first day, and an occasion not after its last one. */
export const isOn = (task: Pick<TaskOnDay, 'kind' | 'starts_on' | 'due_on'>, day: Day): boolean =>
  (task.starts_on ?? '') <= day && (task.kind !== 'occasion' || task.due_on >= day)

/** The task as it is on a day. What hangs on a due follows it; all else stays as it was told. */
export function onDay<T extends TaskOnDay>(task: T, dues: DueOfTask[], day: Day): T {
  const due = OF_DUES.has(task.kind) ? dues.find((one) => one.policy_id === task.policy_id) : undefined
  if (!due || due.state === 'suspended' || due.due_on > day) return task
  const isOffered = task.why.some((reason) => reason.code === 'offer_options')
  return { ...task, priority: urgency(due, day), why: whyNow(due, isOffered, day) }
}

function urgency(due: DueOfTask, day: Day): number {
  const over = Math.min(Math.max(daysFrom(due.due_on, day), 0), GRACE_DAYS) / GRACE_DAYS
  return Number((LEAST + BY_RISK * due.risk + BY_GRACE * over).toFixed(2))
}

function whyNow(due: DueOfTask, isOffered: boolean, day: Day): Reason[] {
  const days = daysFrom(due.due_on, day)
  const found: Reason[] = [{ code: 'due_since', params: { days, amount: due.amount } }]
  if (days <= GRACE_DAYS) found.push({ code: 'grace_ends_in', params: { days: daysFrom(day, due.grace_ends) } })
  if (due.failure) found.push({ code: 'debit_failed', params: { failure: due.failure } })
  if (due.tier === 'high') found.push({ code: 'high_risk', params: { risk: due.risk } })
  if (isOffered) found.push({ code: 'offer_options', params: {} })
  return found
}
