/** What was done here about appointments, and about customers who are not reached, laid over what the server told last. */
import type { OpenItem } from '../db/shapes'
import type { Operation } from '../outbox/operation'
import { policyDay } from '../rules/days'
import type { LaidDoc, Rule } from './rebase'

type Appointment = LaidDoc['appointments'][number]

/** An appointment comes below visits that seats asked for, above all else. */
const PRIORITY = 90
/** Whether a message left is known when the server tells so. */
const WAITS = { told_at: null, untold: null }

export const APPOINTMENT_RULES: Readonly<Record<string, Rule>> = {
  'appointment.book': (doc, payload, { occurred_at }) => {
    const { appointment_id: id, task_id = id, starts_at, minutes = 60, place = 'home', tell = true } = payload as unknown as Booking
    const booked: Appointment = {
      id,
      task_id,
      starts_at,
      minutes,
      place,
      state: 'booked',
      revision: 1,
      confirmed_at: tell ? occurred_at : null,
      ...WAITS,
      closed_at: null,
      reason: null,
      by: null,
      unsent: true,
    }
    const laid = { ...doc, appointments: [booked, ...doc.appointments.filter((one) => one.id !== id)] }
    if (task_id !== id) return putOff(laid, task_id, policyDay(starts_at))
    const { stage, kind, due_on, why, ...own } = ownTask(doc, booked)
    const others = doc.tasks.filter((one) => one.task_id !== id)
    return {
      ...laid,
      open: [...doc.open.filter((one) => one.task_id !== id), { ...own, stage, kind, due_on, why }],
      tasks: [...others, { task_id: id, kind, stage, workplace: 'field', due_on, why }],
    }
  },
  'appointment.rebook': (doc, payload, { occurred_at }) => {
    const { starts_at, minutes = 60, tell = true } = payload as unknown as Booking
    const moved = changed(doc, payload, (one) => ({ ...one, starts_at, minutes, revision: one.revision + 1, confirmed_at: tell ? occurred_at : null, ...WAITS }))
    return putOff(moved, taskOf(doc, payload), policyDay(starts_at), { at: starts_at, minutes })
  },
  'appointment.confirm': (doc, payload, { occurred_at }) => changed(doc, payload, (one) => (one.confirmed_at === null || one.untold !== null ? { ...one, confirmed_at: occurred_at, ...WAITS } : one)),
  'appointment.cancel': (doc, payload, { occurred_at }) => {
    const reason = String(payload['reason'])
    return over(changed(doc, payload, (one) => ({ ...one, state: 'cancelled', reason, closed_at: occurred_at })), taskOf(doc, payload))
  },
  'appointment.close': (doc, payload, { occurred_at }) => {
    const state = payload['outcome'] === 'kept' ? 'kept' : 'missed'
    return over(changed(doc, payload, (one) => ({ ...one, state, closed_at: occurred_at })), taskOf(doc, payload))
  },
  'unreachable.step': (doc, payload, { occurred_at: at }) => {
    const { step_id: id, step, found } = payload as { step_id: string; step: string; found: boolean }
    const isFound = found && doc.care?.state === 'unreachable'
    const care = isFound ? { ...doc.care!, state: doc.care!.first_contact_at === null ? 'allotted' : 'contacted' } : doc.care
    return { ...doc, care, steps: [{ id, step, found, at, by: null, unsent: true as const }, ...doc.steps] }
  },
}

interface Booking {
  appointment_id: string
  task_id?: string
  starts_at: string
  minutes?: number
  place?: Appointment['place']
  tell?: boolean
}

/** What was agreed for the day, or is visited late or early, is kept or missed by the visit; a call in vain leaves it open. */
export function settled(doc: LaidDoc, channel: string, isMet: boolean, { occurred_at, payload }: Operation): LaidDoc {
  if (channel !== 'visit' && !isMet) return doc
  const day = policyDay(occurred_at)
  const isVisited = (one: Appointment) => channel === 'visit' && one.task_id !== null && one.task_id === payload['task_id'] && (isMet || policyDay(one.starts_at) <= day)
  const isOfTheDay = (one: Appointment) => policyDay(one.starts_at) === day && (one.place === 'phone') === (channel !== 'visit')
  const fits = (one: Appointment) => one.state === 'booked' && (isOfTheDay(one) || isVisited(one))
  const tasks = doc.appointments.filter(fits).map((one) => one.task_id)
  if (tasks.length === 0) return doc
  const appointments = doc.appointments.map((one) => (fits(one) ? { ...one, state: isMet ? ('kept' as const) : ('missed' as const), closed_at: occurred_at, unsent: true as const } : one))
  return withoutOwn({ ...doc, appointments }, tasks)
}

function changed(doc: LaidDoc, payload: Record<string, unknown>, change: (one: Appointment) => Appointment): LaidDoc {
  const id = payload['appointment_id']
  const isMeant = (one: Appointment) => one.id === id && one.state === 'booked'
  return { ...doc, appointments: doc.appointments.map((one) => (isMeant(one) ? { ...change(one), unsent: true as const } : one)) }
}

const taskOf = (doc: LaidDoc, payload: Record<string, unknown>) => doc.appointments.find((one) => one.id === payload['appointment_id'])?.task_id ?? null

/** A task waits for the day of its appointment; one that is for nothing else is due then. */
function putOff(doc: LaidDoc, task: string | null, day: string | null, agreed: object = {}): LaidDoc {
  const why = (one: OpenItem) => one.why.map(({ code, params }) => ({ code, params: { ...params, ...agreed } }))
  const put = (one: LaidDoc['open'][number]) => ({ ...one, starts_on: day, ...(one.kind === 'appointment' && { due_on: day ?? one.due_on, why: why(one) }) })
  return { ...doc, open: doc.open.map((one) => (one.task_id === task ? put(one) : one)) }
}

/** It is for nothing any more, or what it was for is to be done at once. */
const over = (doc: LaidDoc, task: string | null): LaidDoc => putOff(withoutOwn(doc, [task]), task, null)

function withoutOwn(doc: LaidDoc, tasks: (string | null)[]): LaidDoc {
  const open = doc.open.map((one) => (one.kind === 'appointment' && tasks.includes(one.task_id) ? { ...one, unsent: true as const } : one))
  return { ...doc, open, tasks: doc.tasks.filter((one) => one.kind !== 'appointment' || !tasks.includes(one.task_id)) }
}

function ownTask(doc: LaidDoc, { id, starts_at, minutes, place }: Appointment): OpenItem {
  const day = policyDay(starts_at)
  return {
    task_id: id,
    kind: 'appointment',
    stage: doc.care?.stage ?? 'renewal',
    due_on: day,
    starts_on: day,
    priority: PRIORITY,
    why: [{ code: 'appointment', params: { at: starts_at, minutes, place } }],
    policy_id: null,
    policy_no: null,
    product_name: null,
    amount: null,
    grace_ends: null,
    tier: null,
    request: null,
  }
}
