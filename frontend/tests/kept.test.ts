import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { memory } from './memory'

vi.stubGlobal('window', { location: { origin: 'http://test' } })
vi.stubGlobal('localStorage', memory())
const { answered } = await import('../src/api/client')
const { keptMe } = await import('../src/api/kept')
const { meQuery } = await import('../src/api/queries')
const me = { account_id: 'a', name: '林知行', roles: ['specialist'] }
const read = () => (meQuery.queryFn as unknown as () => Promise<unknown>)()
const server = vi.fn<() => Promise<Response>>()
const problem = (status: number, headers: HeadersInit = {}) => Response.json({ code: 'x', detail: '', hint: '', params: {} }, { status, headers })

beforeEach(() => vi.stubGlobal('fetch', server))
afterEach(() => localStorage.clear())

test('without a network it is who was here last', async () => {
  server.mockResolvedValueOnce(Response.json(me))
  expect(await read()).toEqual(me)
  server.mockRejectedValueOnce(new TypeError('Failed to fetch'))
  expect(await read()).toEqual(me)
  server.mockResolvedValueOnce(problem(503))
  expect(await read()).toEqual(me)
})

test('whom the server does not know is nobody, without a network as well', async () => {
  server.mockResolvedValueOnce(Response.json(me))
  await read()
  server.mockResolvedValueOnce(problem(401))
  await expect(read()).rejects.toMatchObject({ status: 401 })
  expect(keptMe()).toBeUndefined()
  server.mockRejectedValueOnce(new TypeError('Failed to fetch'))
  await expect(read()).rejects.toThrow('Failed to fetch')
})

test('the server says when to come again in seconds or by the clock', async () => {
  const after = async (text: string) => answered(Promise.resolve({ error: {}, response: problem(503, { 'Retry-After': text }) })).catch((error) => error.retryAfterS)
  expect(await after('17')).toBe(17)
  expect(await after(new Date(Date.now() + 60_000).toUTCString())).toBeCloseTo(60, -1)
  expect(await after('soon')).toBeUndefined()
})
