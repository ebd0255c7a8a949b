import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { memory } from './memory'

vi.stubGlobal('window', { location: { origin: 'http://test' } })
vi.stubGlobal('localStorage', memory())
const { answered, api } = await import('../src/api/client')
const { chooseLanguage, keepTelling } = await import('../src/api/language')
const { meQuery } = await import('../src/api/queries')

/** The server: what language it remembers, and whether it can be reached. */
let remembered = 'zh'
let isAway = false
let asked: string[] = []
const server = async (request: Request) => {
  if (isAway) throw new TypeError('Failed to fetch')
  asked.push(request.method)
  if (request.method === 'GET') return Response.json({ account_id: request.headers.get('X-Who') ?? 'a', locale: remembered })
  const { locale } = await request.json()
  if (locale !== 'zh' && locale !== 'en') return Response.json({ code: 'x', detail: '', hint: '', params: {} }, { status: 422 })
  remembered = locale
  return new Response(null, { status: 204 })
}
const read = () => (meQuery.queryFn as unknown as () => Promise<{ locale: string }>)()
/** Anything else that a page asks for. */
const askSomething = () => answered(api.GET('/api/v1/sessions'))
const settled = () => new Promise((resolve) => setTimeout(resolve))

keepTelling()
beforeEach(() => {
  vi.stubGlobal('fetch', server)
  remembered = 'zh'
  isAway = false
  asked = []
})
afterEach(() => localStorage.clear())

test('a language that was chosen without a network is there after a start without one, and is sent when the server answers again', async () => {
  await read()
  isAway = true
  await chooseLanguage('a', 'en')
  expect((await read()).locale).toBe('en')
  isAway = false
  await askSomething()
  await settled()
  expect(remembered).toBe('en')
  expect((await read()).locale).toBe('en')
})

test('what the server remembers does not go before what it was not told yet, but after', async () => {
  await read()
  isAway = true
  await chooseLanguage('a', 'en')
  isAway = false
  expect((await read()).locale).toBe('en')
  await settled()
  expect(remembered).toBe('en')
  remembered = 'zh'
  expect((await read()).locale).toBe('zh')
})

test('a language that the server has taken is there after a start without a network', async () => {
  await read()
  await chooseLanguage('a', 'en')
  isAway = true
  expect((await read()).locale).toBe('en')
})

test('whoever changes his mind while it is sent has the last word', async () => {
  await read()
  await Promise.all([chooseLanguage('a', 'en'), chooseLanguage('a', 'zh')])
  await settled()
  expect(remembered).toBe('zh')
  expect(asked).toEqual(['GET', 'PATCH', 'PATCH'])
})

test('what somebody chose is not sent in the name of another, and is not his language', async () => {
  await read()
  isAway = true
  await chooseLanguage('b', 'en')
  isAway = false
  expect((await read()).locale).toBe('zh')
  await settled()
  expect(asked).toEqual(['GET', 'GET'])
})

test('what the server refuses is not asked of it again and again', async () => {
  await read()
  await chooseLanguage('a', 'fr' as 'en')
  await askSomething()
  await settled()
  expect(asked.filter((method) => method === 'PATCH')).toHaveLength(1)
})
