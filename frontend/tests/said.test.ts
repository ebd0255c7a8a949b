import { readFileSync } from 'node:fs'
import { i18n } from '@lingui/core'
import { beforeEach, expect, test } from 'vitest'
import { operationText, saidIn } from '../src/i18n/said'
import { zh } from './words'

type Examples = Record<string, { good: Record<string, unknown>[] }>
const EXAMPLES = JSON.parse(readFileSync('../tests/golden/operations.json', 'utf8')) as Examples
const ITEMS = [
  { code: 'renewal_account', zh: '变更续期账户', en: 'Another account' },
  { code: 'other', zh: '其他服务', en: 'Something else' },
]
const textOf = (kind: string, payload: Record<string, unknown>) => operationText({ kind, said: saidIn(payload) }, ITEMS)

beforeEach(() => i18n.loadAndActivate({ locale: 'zh', messages: zh }))

test.each(Object.entries(EXAMPLES).flatMap(([kind, { good }]) => good.map((payload) => ({ kind, payload }))))('$kind is said in words', ({ kind, payload }) => {
  expect(textOf(kind, payload)).not.toMatch(/[a-z]/)
})

test('what one says is what the server finds in it', () => {
  const golden = JSON.parse(readFileSync('../tests/golden/said.json', 'utf8')) as { payload: Record<string, unknown>; said: object[] }[]
  expect(golden.map(({ payload }) => saidIn(payload).map(({ name, value }) => ({ name, value })))).toEqual(golden.map(({ said }) => said))
})

test('an appointment that was kept is no promise that was', () => {
  expect(textOf('appointment.close', { outcome: 'kept' })).toBe('约访结果 · 已赴约')
  expect(textOf('appointment.close', { outcome: 'missed' })).toBe('约访结果 · 未赴约')
  expect(textOf('appointment.cancel', { reason: 'customer_asked' })).toBe('取消约访 · 客户要求取消')
})

test('of two requests of a customer it is seen what each asks for, by the rules of the device or of the server', () => {
  expect(textOf('request.submit', { item: 'renewal_account' })).toBe(`${operationText({ kind: 'request.submit', said: [] })} · 变更续期账户`)
  expect(operationText({ kind: 'request.submit', said: [{ name: 'item', value: 'gone', words: { zh: '旧服务', en: 'Old' } }] }, ITEMS)).toMatch(/ · 旧服务$/)
})

test('a word of a program that is newer or older is shown as it is, and does no harm', () => {
  const said = Object.keys(EXAMPLES).map((kind) => textOf(kind, { outcome: 'a', decision: 'b', answer: 'c', reason: 'd', purpose: 'e' }))
  expect(said.filter((text) => !text.endsWith(' · a · b · c · d · e'))).toEqual([])
})
