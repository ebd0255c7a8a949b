import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { budgetAt, counted } from '../src/rules/budget'
import { maskAddress, maskMobile } from '../src/rules/masks'
import { lacking, needsOf } from '../src/rules/needs'
import { missing, nextStage, stageReached } from '../src/rules/journey'
import { isOn, onDay } from '../src/rules/tasks'
import { mayTakeBack } from '../src/rules/undo'

/** A tablet finds what the server finds in the cases that it is held to as well (`tests/unit/test_golden_rules.py`). */
function finds(name: string, found: (rules: any, given: any) => unknown): void {
  const { rules, cases } = JSON.parse(readFileSync(new URL(`../../tests/golden/${name}.json`, import.meta.url), 'utf8'))
  test('as the server does', () => {
    expect(cases.map(({ given }: any) => found(rules, given))).toEqual(cases.map((one: any) => one.found))
  })
}

describe('the contact budget', () => {
  finds('contact_budget', (rules, { past, purpose, channel, at, passes }) => {
    const found = budgetAt(rules, past, purpose, channel, Date.parse(at), passes)
    return {
      used: found.windows.map(({ used }) => used.length),
      reasons: found.reasons,
      free_at: found.freeAt === undefined ? null : new Date(found.freeAt).toISOString().replace('.000Z', '+00:00'),
    }
  })
})

describe('the gates of the four-sell', () => {
  finds('journey', (rules, { standing, day }) => ({
    next: nextStage(rules, standing) ?? null,
    missing: missing(rules, standing, day),
    reached: stageReached(rules, standing, day),
  }))
})

describe('what a request needs', () => {
  finds('needs', (rules, { item, ...said }) => ({ lacks: lacking(needsOf(rules, item), said) }))
})

describe('what is shown of personal data', () => {
  finds('masks', (_rules, { mobile, address }) => ({ mobile: maskMobile(mobile), address: maskAddress(address) }))
})

describe('the work on a due', () => {
  finds('tasks', (_rules, { due, priority, why, day }) => {
    const task = { kind: 'renewal_visit', starts_on: null, due_on: day, priority, why, policy_id: due.policy_id }
    const found = onDay(task, [due], day)
    return { priority: found.priority, why: found.why }
  })
})

test('what hangs on no due stays as it was told, and an occasion is over after its last day', () => {
  const told = { kind: 'promise_check', starts_on: null, due_on: '2026-11-24', priority: 3, why: [], policy_id: 1 }
  expect(onDay(told, [], '2026-11-25')).toBe(told)
  const occasion = { kind: 'occasion', starts_on: '2026-11-24', due_on: '2026-11-25' }
  expect(['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'].map((day) => isOn(occasion, day))).toEqual([false, true, true, false])
  expect(isOn({ ...occasion, kind: 'renewal_visit', starts_on: null }, '2026-12-24')).toBe(true)
})

test('the same contacts use up the budget', () => {
  const { rules } = JSON.parse(readFileSync(new URL('../../tests/golden/contact_budget.json', import.meta.url), 'utf8'))
  const { contacts, at, used } = JSON.parse(readFileSync(new URL('../../tests/golden/counted_contacts.json', import.meta.url), 'utf8'))
  for (const [key, windows] of Object.entries(used)) {
    const [purpose, channel] = key.split(' ')
    const found = budgetAt(rules, counted(rules, contacts), purpose!, channel!, Date.parse(at)).windows
    expect(found.map((one) => one.used.map(({ department, at: day }) => `${department} ${day.slice(5, 10)}`))).toEqual(windows)
  }
})

/** The server is held to the same file by `tests/unit/field/test_payloads.py`. */
describe('what may be taken back', () => {
  const { hours, kinds } = JSON.parse(readFileSync(new URL('../../tests/golden/undo.json', import.meta.url), 'utf8'))
  const examples = JSON.parse(readFileSync(new URL('../../tests/golden/operations.json', import.meta.url), 'utf8'))
  const AT = '2026-03-01T08:00:00Z'
  const end = Date.parse(AT) + hours * 3_600_000

  test('is what the server takes back', () => {
    expect(Object.keys(examples).filter((kind) => mayTakeBack(kind, AT, end)).sort()).toEqual([...kinds].sort())
  })

  test('stays once its time is over', () => {
    expect(Object.keys(examples).filter((kind) => mayTakeBack(kind, AT, end + 1))).toEqual([])
  })
})
