import { beforeEach, expect, test, vi } from 'vitest'
import { reached } from '../src/api/reached'

const server = vi.fn<() => Promise<Response>>()
const page = (status: number) => new Response('<h1>Wi-Fi</h1>', { status, headers: { 'Content-Type': 'text/html; charset=utf-8' } })
const problem = (status: number) => Response.json({ code: 'x', detail: '', hint: '', params: {} }, { status })

beforeEach(() => vi.stubGlobal('fetch', server))

test('a page, or a refusal without a reason, in place of the server is a server out of reach', async () => {
  for (const answer of [page(200), page(401), page(403), page(404), page(407), Response.json({ message: 'no route' }, { status: 404 })]) {
    server.mockResolvedValueOnce(answer)
    await expect(reached('/api/v1/session')).rejects.toThrow(TypeError)
  }
})

test('what the server answers is its answer, and can be read', async () => {
  const given = [Response.json({ a: 1 }), new Response(null, { status: 204 }), problem(401), problem(422), problem(503)]
  for (const answer of given) {
    server.mockResolvedValueOnce(answer)
    expect(await reached('/api/v1/session')).toBe(answer)
    expect(answer.bodyUsed).toBe(false)
  }
})

test('whoever is out of order, or takes nothing so large, is believed', async () => {
  for (const answer of [page(502), page(503), page(413)]) {
    server.mockResolvedValueOnce(answer)
    expect(await reached('/api/v1/session')).toBe(answer)
  }
})
