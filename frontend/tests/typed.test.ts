import { expect, test } from 'vitest'
import { Typed } from '../src/outbox/typed'
import { browser } from './outboxes'
import { memory } from './memory'

interface Form {
  note: string
}

test('what was typed is as it was left, each account its own, until it is thrown away', () => {
  const store = memory()
  const typed = new Typed<Form>(store, 'a', 'contact', '7')
  typed.write({ note: '下周发工资' })
  expect(new Typed<Form>(store, 'a', 'contact', '7').read()).toEqual({ note: '下周发工资' })
  expect(new Typed<Form>(store, 'b', 'contact', '7').read()).toBeUndefined()
  expect(new Typed<Form>(store, 'a', 'reply', '7').read()).toBeUndefined()
  typed.forget()
  expect(typed.read()).toBeUndefined()
})

test('what cannot be read is nothing', () => {
  const store = memory()
  const typed = new Typed<Form>(store, 'a', 'call', '7')
  store.setItem(typed.key, '{')
  expect(typed.read()).toBeUndefined()
})

test('what is done is typed no more, also where the browser is killed in the same moment', async () => {
  const open = browser()
  const outbox = await open()
  const typed = new Typed<Form>(outbox.entries, outbox.account, 'contact', '7')
  typed.write({ note: '下周发工资' })
  await outbox.entries.settled()
  await outbox.add('contact.log', { customer_id: 7 }, typed.done)
  const next = await open()
  expect(next.rows()).toHaveLength(1)
  expect(new Typed<Form>(next.entries, next.account, 'contact', '7').read()).toBeUndefined()
})
