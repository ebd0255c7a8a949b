/** The typed client: every path, parameter and answer is checked against the server's own description. */
import createClient from 'openapi-fetch'
import { isProblem, ProblemError } from './problem'
import type { components, paths } from './schema'

export type Schemas = components['schemas']

const client = createClient<paths>({
  baseUrl: window.location.origin,
  // Looked up at each call, so that tests can put another one in its place.
  fetch: (request) => globalThis.fetch(request),
})

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
  throw new ProblemError(problem, response.status)
}
