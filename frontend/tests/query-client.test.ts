/** A change while something is read: what is shown in the end is as it is after the change. */
import { QueryObserver } from '@tanstack/react-query'
import { describe, expect, it, vi } from 'vitest'
import { Queries } from '../src/api/query-client'

const key = ['stations']

/** A server that answers, when it is told to, with what was true when it was asked. */
function server() {
  const waiting: (() => void)[] = []
  const world = { is: 'before' }
  const read = vi.fn(() => {
    const seen = world.is
    return new Promise<string>((resolve) => waiting.push(() => resolve(seen)))
  })
  const answer = () => waiting.splice(0).forEach((one) => one())
  return { world, read, answer }
}

/** A page that looks at it, and what it has shown. */
function page(queries: Queries, queryFn: () => Promise<string>) {
  const shown: string[] = []
  const stop = new QueryObserver(queries, { queryKey: key, queryFn, retry: false }).subscribe(({ data }) => {
    if (data !== undefined && data !== shown.at(-1)) shown.push(data)
  })
  return { shown, stop }
}

describe('a change while a page reads', () => {
  it('is shown where the first reading had begun before it, and what that brings is shown until then', async () => {
    const queries = new Queries()
    const { world, read, answer } = server()
    const { shown, stop } = page(queries, read)
    world.is = 'after'
    const told = queries.invalidateQueries({ queryKey: key })
    answer()
    await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(2))
    expect(shown).toEqual(['before'])
    answer()
    await told
    await vi.waitFor(() => expect(shown).toEqual(['before', 'after']))
    stop()
  })

  it('costs one more reading, however many they are', async () => {
    const queries = new Queries()
    const { world, read, answer } = server()
    const { stop } = page(queries, read)
    world.is = 'after'
    const told = Promise.all([1, 2, 3].map(() => queries.invalidateQueries({ queryKey: key })))
    answer()
    await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(2))
    answer()
    await told
    expect(read).toHaveBeenCalledTimes(2)
    expect(queries.getQueryData(key)).toBe('after')
    stop()
  })

  it('leaves what was read ahead to be read again when somebody looks at it', async () => {
    const queries = new Queries()
    const { world, read, answer } = server()
    const ahead = queries.prefetchQuery({ queryKey: key, queryFn: read, staleTime: Infinity })
    world.is = 'after'
    const told = queries.invalidateQueries({ queryKey: key })
    answer()
    await Promise.all([ahead, told])
    expect(read).toHaveBeenCalledTimes(1)
    expect(queries.getQueryState(key)?.isInvalidated).toBe(true)
  })

  it('is read though the first reading fails', async () => {
    const queries = new Queries()
    const { world, read, answer } = server()
    let fails = true
    const { shown, stop } = page(queries, () => (fails ? Promise.reject(new Error('gone')) : read()))
    world.is = 'after'
    const told = queries.invalidateQueries({ queryKey: key })
    fails = false
    await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(1))
    answer()
    await told
    await vi.waitFor(() => expect(shown).toEqual(['after']))
    stop()
  })

  it('takes the place of a later reading that is under way', async () => {
    const queries = new Queries()
    const { world, read, answer } = server()
    queries.setQueryData(key, 'long before')
    const { shown, stop } = page(queries, read)
    world.is = 'after'
    const told = queries.invalidateQueries({ queryKey: key })
    expect(read).toHaveBeenCalledTimes(2)
    answer()
    await told
    await vi.waitFor(() => expect(shown).toEqual(['long before', 'after']))
    stop()
  })

  it('leaves alone what it does not concern', async () => {
    const queries = new Queries()
    const { read, answer } = server()
    const { stop } = page(queries, read)
    await queries.invalidateQueries({ queryKey: ['plans'] })
    answer()
    await vi.waitFor(() => expect(queries.getQueryData(key)).toBe('before'))
    expect(read).toHaveBeenCalledTimes(1)
    stop()
  })
})
