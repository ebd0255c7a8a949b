/** A change while something is read: what is shown is as it is after the change. */
import { QueryObserver } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { Queries } from '../src/api/query-client'

const key = ['stations']

/** A server that answers when it is told to, with what was true when it was asked. */
function server() {
  const answers: (() => void)[] = []
  const world = { is: 'before' }
  const read = () => {
    const seen = world.is
    return new Promise<string>((resolve) => answers.push(() => resolve(seen)))
  }
  return { world, read, answers }
}

describe('a change while a page reads', () => {
  it.each([true, false])('is shown where the first reading had begun before it, looked at: %s', async (isLookedAt) => {
    const queries = new Queries()
    const { world, read, answers } = server()
    const stop = isLookedAt ? new QueryObserver(queries, { queryKey: key, queryFn: read }).subscribe(() => undefined) : () => undefined
    const asked = queries.fetchQuery({ queryKey: key, queryFn: read })
    world.is = 'after'
    const told = queries.invalidateQueries({ queryKey: key })
    expect(answers).toHaveLength(2)
    for (const answer of answers) answer()
    await told
    await expect(asked).resolves.toBe('after')
    expect(queries.getQueryData(key)).toBe('after')
    stop()
  })

  it('is read once where an older answer is shown already', async () => {
    const queries = new Queries()
    const { world, read, answers } = server()
    queries.setQueryData(key, 'long before')
    const stop = new QueryObserver(queries, { queryKey: key, queryFn: read }).subscribe(() => undefined)
    world.is = 'after'
    const told = queries.invalidateQueries({ queryKey: key })
    expect(answers).toHaveLength(2)
    for (const answer of answers) answer()
    await told
    expect(queries.getQueryData(key)).toBe('after')
    stop()
  })

  it('leaves alone what it does not concern', async () => {
    const queries = new Queries()
    const { read, answers } = server()
    const asked = queries.fetchQuery({ queryKey: key, queryFn: read })
    await queries.invalidateQueries({ queryKey: ['plans'] })
    expect(answers).toHaveLength(1)
    answers[0]?.()
    await expect(asked).resolves.toBe('before')
  })

  it('says so where the second reading fails', async () => {
    const queries = new Queries()
    const { read } = server()
    const asked = queries.fetchQuery({ queryKey: key, queryFn: read, retry: false })
    queries.getQueryCache().find({ queryKey: key })?.setOptions({ queryKey: key, queryFn: () => Promise.reject(new Error('gone')), retry: false })
    const told = queries.invalidateQueries({ queryKey: key })
    await expect(asked).rejects.toThrow('gone')
    await told
  })
})
