import { i18n } from '@lingui/core'
import { expect, test } from 'vitest'
import type { Known } from '../src/api/copy'
import type { DayRoute } from '../src/api/field'
import type { CustomerDoc } from '../src/db/shapes'
import { busyOf } from '../src/features/appointments/busy'
import { againstText } from '../src/features/appointments/words'
import { against, firstDay, freeTimes, groupOf, messageText, shownState, untellable, type AppointmentRules, type Busy } from '../src/rules/appointments'
import { momentOf } from '../src/rules/days'
import { searchOf, type UnreachableRules } from '../src/rules/unreachable'
import { rebased } from '../src/sync/rebase'
import { docOf, DONE_AT, openTask, operation, unsentOnly } from './field-server'

const RULES: AppointmentRules = {
  version: 'v1',
  minutes: [60, 30],
  days_ahead: 60,
  way_minutes: 20,
  hours: { first: '09:00:00', end: '20:00:00' },
  messages: { days: 1, most: 2 },
}
const DAY = '2026-03-02'
const at = (time: string, day = DAY) => momentOf(day, `${time}:00`)
const iso = (time: string, day = DAY) => new Date(at(time, day)).toISOString()
const NOW = at('08:00')
const agreed = (from: string, to: string, more: Partial<Busy> = {}): Busy => ({ from: at(from), to: at(to), name: '王**', is: 'appointment', byPhone: false, ...more })
const codes = (from: string, busy: Busy[] = [], byPhone = false) => {
  const { blocks, warns } = against(RULES, { from: at(from), minutes: 60, byPhone }, busy, NOW)
  return [blocks.map((one) => one.code), warns.map((one) => one.code)]
}

test('nobody is met before the hours, after them, in the past, too far ahead or twice at once; a short way is warned of', () => {
  expect(codes('09:00')).toEqual([[], []])
  expect(codes('08:30')).toEqual([['hours'], []])
  expect(codes('19:30')).toEqual([['hours'], []])
  expect(codes('07:30')).toEqual([['past', 'hours'], []])
  const far = at('10:00', '2026-05-03')
  expect(against(RULES, { from: far, minutes: 60, byPhone: false }, [], NOW).blocks.map((one) => one.code)).toEqual(['far'])
  const noon = [agreed('12:00', '13:00')]
  expect(codes('12:30', noon)).toEqual([['clash'], []])
  expect(codes('13:00', noon)).toEqual([[], ['tight']])
  expect(codes('13:00', noon, true)).toEqual([[], []])
  expect(codes('13:30', noon)).toEqual([[], []])
  expect(codes('12:30', [agreed('12:00', '13:00', { is: 'route' })])).toEqual([[], ['route']])
})

test('whatever is against a time is told in words', () => {
  i18n.loadAndActivate({ locale: 'zh', messages: {} })
  const busy = [agreed('12:00', '13:00'), agreed('13:30', '14:00', { is: 'route' })]
  const said = ['12:30', '13:00', '07:30'].map((from) => {
    const { blocks, warns } = against(RULES, { from: at(from), minutes: 60, byPhone: false }, busy, NOW)
    return [...blocks, ...warns].map(againstText)
  })
  expect(said).toEqual([
    ['与 王** 的约访 12:00–13:00 冲突。'],
    ['与 王** 的约访相隔不到 20 分钟，路上可能来不及。', '当天路线在 13:30–14:00 排了 王**，会重新安排。'],
    ['这个时间已经过去。', '约访时间在 09:00–20:00 之间，不打扰客户休息。'],
  ])
})

test('free times stand every half hour; where a day has none left, the next one is offered', () => {
  const wish = { minutes: 60, byPhone: false }
  expect(freeTimes(RULES, DAY, wish, [agreed('09:30', '18:00')], NOW)).toEqual([at('18:00'), at('18:30'), at('19:00')])
  expect(firstDay(RULES, wish, [], at('19:30'))).toBe('2026-03-03')
  expect(firstDay(RULES, wish, [], NOW)).toBe(DAY)
})

test('the agenda goes by days; what is over stays on its day only, and what nobody said the end of stays open', () => {
  const group = (day: string, state: 'booked' | 'cancelled' = 'booked') => groupOf({ starts_at: iso('10:00', day), state }, DAY)
  expect(['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-08', '2026-03-09'].map((day) => group(day))).toEqual(['open', 'today', 'tomorrow', 'week', 'later'])
  expect([group('2026-03-02', 'cancelled'), group('2026-03-03', 'cancelled')]).toEqual(['today', undefined])
  const shown = (confirmed_at: string | null, told_at: string | null = null, untold: string | null = null) => shownState({ state: 'booked', revision: 2, confirmed_at, told_at, untold })
  expect([shown(null), shown(DONE_AT), shown(DONE_AT, DONE_AT), shown(DONE_AT, null, 'message.no_number')]).toEqual(['rebooked', 'confirming', 'confirmed', 'unconfirmed'])
})

test('who wants no calls, or had enough messages, is not told; the message has his time in it', () => {
  const told = (...moments: string[]) => untellable(RULES, { do_not_call: false, appointments: moments.map((confirmed_at) => ({ confirmed_at, untold: null })) }, NOW)
  expect([told(iso('07:00')), told(iso('07:00'), iso('07:30')), told(iso('07:00'), iso('07:00', '2026-03-01'))]).toEqual([undefined, 'appointment.told_often', undefined])
  expect(untellable(RULES, { do_not_call: true, appointments: [] }, NOW)).toBe('appointment.do_not_call')
  expect(messageText('{customer}：{on}{time}', '王小明', at('14:30'))).toBe('王小明：2026年3月2日14:30')
})

const STEPS: UnreachableRules = {
  version: 'v1',
  begins: ['dead_number'],
  vain: ['dead_number', 'no_answer'],
  step: ['call_again', 'visit', 'yearly'].map((code) => ({ code, zh: code, en: code, needed: true, after_days: code === 'yearly' ? 365 : 0 })),
}
const contact = (result: string, time: string) => ({ at: iso(time), result, ours: true })
const tried = (step: string, time: string, found = false) => ({ id: step, step, found, at: iso(time), by: null })

test('a dead number begins the search; steps follow in their order, the last one after a year and again', () => {
  const search = (steps: ReturnType<typeof tried>[], contacts: ReturnType<typeof contact>[], state = 'allotted') => searchOf(STEPS, { care: { state }, steps, contacts }, DAY)
  expect(search([], [contact('no_answer', '10:00')])).toBeUndefined()
  expect(search([], [contact('dead_number', '10:00')])?.next?.code).toBe('call_again')
  expect(search([tried('call_again', '11:00')], [contact('dead_number', '10:00')])?.next?.code).toBe('visit')
  expect(search([tried('call_again', '11:00')], [contact('reached', '12:00')])).toBeUndefined()
  expect(search([tried('visit', '12:00', true), tried('call_again', '11:00')], [])).toBeUndefined()
  const both = [tried('visit', '12:00'), tried('call_again', '11:00')]
  expect(search(both, [], 'unreachable')).toMatchObject({ isLost: true, nextOn: '2027-03-02', next: { code: 'yearly' } })
  expect(search([tried('yearly', '13:00'), ...both], [], 'unreachable')).toMatchObject({ nextOn: '2027-03-02', next: { code: 'yearly' } })
})

const DOC: CustomerDoc = { ...docOf(1), open: [openTask('renewal', 'renewal_visit')] }
const book = operation('appointment.book', { appointment_id: 'a', customer_id: 1, starts_at: iso('15:00'), minutes: 30, place: 'home', tell: false })
const about = (kind: string, more: object = {}) => operation(kind, { appointment_id: 'a', customer_id: 1, ...more })
const laid = (...operations: ReturnType<typeof operation>[]) => rebased(DOC, unsentOnly(operations))

test('what is booked here stands with its mark and is a stop of its day, until it is moved, told, closed or cancelled', () => {
  expect(laid(book).appointments).toEqual([expect.objectContaining({ id: 'a', task_id: 'a', state: 'booked', minutes: 30, confirmed_at: null, unsent: true })])
  expect(laid(book).open.at(-1)).toMatchObject({ task_id: 'a', kind: 'appointment', starts_on: DAY, due_on: DAY })
  const moved = laid(book, about('appointment.rebook', { starts_at: iso('09:00', '2026-03-05'), minutes: 60, tell: true }))
  expect(moved.appointments[0]).toMatchObject({ revision: 2, confirmed_at: DONE_AT, minutes: 60 })
  expect(moved.open.at(-1)).toMatchObject({ starts_on: '2026-03-05', due_on: '2026-03-05', why: [{ params: { at: iso('09:00', '2026-03-05'), minutes: 60, place: 'home' } }] })
  expect(laid(book).tasks.map((task) => task.task_id)).toEqual(['a'])
  expect(laid(book, about('appointment.confirm')).appointments[0]).toMatchObject({ confirmed_at: DONE_AT })
  const cancelled = laid(book, about('appointment.cancel', { reason: 'no_time' }))
  expect(cancelled.appointments[0]).toMatchObject({ state: 'cancelled', reason: 'no_time' })
  expect(cancelled.open.at(-1)).toMatchObject({ task_id: 'a', unsent: true })
  expect(laid(book, about('appointment.close', { outcome: 'missed' })).appointments[0]).toMatchObject({ state: 'missed' })
})

test('an appointment for a task puts it off, and a visit on the day shows whether it was kept', () => {
  const forTask = { ...book, payload: { ...book.payload, task_id: 'renewal', starts_at: iso('15:00', '2026-03-04') } }
  expect(laid(forTask).open).toEqual([expect.objectContaining({ task_id: 'renewal', starts_on: '2026-03-04' })])
  expect(laid(forTask, about('appointment.cancel', { reason: 'no_time' })).open[0]).toMatchObject({ starts_on: null })
  const visit = (outcome: string) => laid(book, operation('visit.complete', { customer_id: 1, outcome })).appointments[0]!.state
  expect([visit('informed'), visit('not_home')]).toEqual(['kept', 'missed'])
  expect(laid(book, operation('contact.log', { customer_id: 1, channel: 'call', result: 'reached' })).appointments[0]!.state).toBe('booked')
})

test('the stop of an appointment goes with the appointment, not with a call or a skip', () => {
  const stop = { customer_id: 1, task_id: book.payload['appointment_id'] }
  const state = (kind: string, payload: object) => {
    const doc = laid(book, operation(kind, { ...stop, ...payload }))
    return [doc.appointments[0]!.state, doc.tasks.some((task) => task.kind === 'appointment')]
  }
  expect(state('contact.log', { channel: 'call', result: 'reached' })).toEqual(['booked', true])
  expect(state('task.skip', { reason: 'no_time' })).toEqual(['booked', true])
  const early = { ...book, payload: { ...book.payload, starts_at: iso('15:00', '2026-03-09') } }
  const visited = (outcome: string) => laid(early, operation('visit.complete', { ...stop, outcome })).appointments[0]!.state
  expect([visited('informed'), visited('not_home')]).toEqual(['kept', 'booked'])
})

test('what the server has taken stands without a mark until it is pulled', () => {
  const { appointments, steps } = rebased(DOC, { sent: [book], unsent: [operation('unreachable.step', { step_id: 's', customer_id: 1, step: 'visit', found: false })] })
  expect(appointments[0]!.unsent).toBeUndefined()
  expect(steps).toEqual([{ id: 's', step: 'visit', found: false, at: DONE_AT, by: null, unsent: true }])
})

test('whoever is found is not lost any more', () => {
  const lost: CustomerDoc = { ...DOC, care: { state: 'unreachable', stage: 'connect', first_contact_at: null } as CustomerDoc['care'] }
  const found = operation('unreachable.step', { step_id: 's', customer_id: 1, step: 'visit', found: true })
  expect(rebased(lost, unsentOnly([found])).care?.state).toBe('allotted')
})

test('a stop of the route is somebody by what is open with him; where nobody knows him, it is a stop', () => {
  i18n.loadAndActivate({ locale: 'zh', messages: {} })
  const stop = (task: string) => ({ task_ids: ['elsewhere', task], begins: 720, leaves: 750, by_phone: false })
  const everybody = [{ name_masked: '李**', appointments: [], open: [{ task_id: 'his' }] }] as unknown as Known[]
  const busy = (task: string) => busyOf(everybody, { day: DAY, stops: [stop(task)] } as unknown as DayRoute, DAY, undefined)
  const warning = (task: string) => against(RULES, { from: at('12:00'), minutes: 60, byPhone: false }, busy(task), NOW).warns.map(againstText)
  expect(warning('his')).toEqual(['当天路线在 12:00–12:30 排了 李**，会重新安排。'])
  expect(warning('unknown')).toEqual(['当天路线在 12:00–12:30 排了一站，会重新安排。'])
})
