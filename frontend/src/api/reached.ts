/** Asking the server, and nobody else: a network that wants a sign-in of its own, or a proxy whose server is away, answers in its place. */
import { isProblem } from './problem'

const TOO_LARGE = 413

/** Throws a `TypeError`, as where there is no network, for an answer that is not the server's. */
export async function reached(...asked: Parameters<typeof fetch>): Promise<Response> {
  const response = await globalThis.fetch(...asked)
  if (await isOfServer(response)) return response
  throw new TypeError(`somebody else answered, with ${response.status}`)
}

/** The server sends no pages to the program, and says why it refuses. Whoever is out of order, or takes nothing so large, is believed. */
async function isOfServer(response: Response): Promise<boolean> {
  const { ok, status, headers } = response
  if (ok) return !headers.get('Content-Type')?.startsWith('text/html')
  if (status < 400 || status >= 500 || status === TOO_LARGE) return true
  return isProblem(await response.clone().json().catch(() => undefined))
}
