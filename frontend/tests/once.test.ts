import { expect, test } from 'vitest'
import { oneAtATime } from '../src/outbox/once'

test('what is asked for again while it is being done is done once', async () => {
  const once = oneAtATime()
  const done: string[] = []
  const first = Promise.withResolvers<void>()
  const doing = once(async () => {
    await first.promise
    done.push('first')
    return 'first'
  })
  expect(await once(async () => done.push('second'))).toBeUndefined()
  first.resolve()
  expect(await doing).toBe('first')
  expect(done).toEqual(['first'])
})

test('after it is done, or has failed, the next one is done', async () => {
  const once = oneAtATime()
  await expect(once(() => Promise.reject(new Error('full')))).rejects.toThrow('full')
  expect(await once(async () => 'again')).toBe('again')
})
