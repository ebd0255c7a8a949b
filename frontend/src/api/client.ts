/** The typed client: every path, parameter and answer is checked against the server's own description. */
import createClient from 'openapi-fetch'
import { measured } from './clock'
import { heard } from './contact'
import { isProblem, ProblemError } from './problem'
import { reached } from './reached'
import type { components, paths } from './schema'

export type Schemas = components['schemas']

const client = createClient<paths>({
  baseUrl: window.location.origin,
  // Looked up at each call, so that tests can put another one in its place.
  fetch: async (request) => {
    const response = await (renewing && !isSignIn(request) ? andAgain(request, renewing) : reached(request))
    if (response.status < 500) heard()
    if (request.method !== 'GET') measured(response.headers.get('Date'))
    return response
  },
})

type Renewing = () => Promise<boolean>
let renewing: Renewing | undefined
let underWay: Promise<boolean> | undefined

/** Let a session that has ended go on in another way than by a password; `renew` says whether it did. */
export function renewBy(renew: Renewing): void {
  renewing = renew
}

const isSignIn = ({ method, url }: Request) => method === 'POST' && url.endsWith('/session')

/** The same once more where the session could be renewed, which many requests that fail together do once. */
async function andAgain(request: Request, renew: Renewing): Promise<Response> {
  const again = request.clone()
  const answer = await reached(request)
  if (answer.status !== 401) return answer
  underWay ??= renew().finally(() => (underWay = undefined))
  return (await underWay) ? reached(again) : answer
}

export const api = client

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** The answer's data; throws a `ProblemError` for everything else. */
export async function answered<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call
  if (response.ok) return data as T
  const problem = isProblem(error)
    ? error
    : { code: `http.${response.status}`, detail: response.statusText, hint: '', params: {} }
  throw new ProblemError(problem, response.status, retryAfterS(response))
}

/** The header holds seconds or a moment. */
function retryAfterS({ headers }: Response): number | undefined {
  const text = headers.get('Retry-After')
  if (!text) return undefined
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds)
}
