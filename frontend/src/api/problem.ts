/** What the server says when it refuses: a problem (RFC 9457) with a code that is translated here. */

export interface Problem {
  code: string
  detail: string
  hint: string
  params: Record<string, unknown>
}

export class ProblemError extends Error {
  readonly problem: Problem
  readonly status: number
  /** After how many seconds the server wants to be asked again, where it says so. */
  readonly retryAfterS: number | undefined

  constructor(problem: Problem, status: number, retryAfterS?: number) {
    super(problem.detail)
    this.problem = problem
    this.status = status
    this.retryAfterS = retryAfterS
  }
}

export const SIGNED_OUT: Problem = { code: 'sign_in.required', detail: 'Nobody is signed in.', hint: '', params: {} }

const OFFLINE: Problem = { code: 'network', detail: 'The server does not answer.', hint: '', params: {} }

export function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && typeof (value as Problem).code === 'string'
}

/** The problem behind anything that was thrown. A fetch that fails by itself is a server out of reach. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  return error instanceof TypeError ? OFFLINE : { code: 'internal', detail: String(error), hint: '', params: {} }
}
