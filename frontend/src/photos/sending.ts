/** Sending photos, piece by piece: what is broken off goes on from where the server has it. */
import { ProblemError } from '../api/problem'
import type { Problem, Refusal } from '../outbox/operation'
import type { Photo } from '../outbox/photo'

export const PIECE_BYTES = 256 << 10
const MOST_BEGINNINGS = 3

export interface Progress {
  received: number
  state: 'receiving' | 'complete' | 'refused'
  /** A code: why it was refused, or has to be sent once more. */
  problem: string | null
}

/** Throws a `ProblemError` for what the server says, and anything else where it is out of reach. */
export interface AttachmentServer {
  begin(about: { sha256: string; size: number; kind: string }): Promise<Progress>
  put(sha256: string, offset: number, piece: ArrayBuffer): Promise<Progress>
  complete(sha256: string): Promise<Progress>
}

interface Way {
  server: AttachmentServer
  refusalOf: (error: unknown) => Refusal
  /** So much of it has arrived. */
  progress: (sent: number) => Promise<void>
  /** Something more urgent waits. */
  isOver: () => boolean
}

/** Answers that the server has it, that it refuses it, or that it goes on later. Throws where the server is out of reach. */
export async function sendPhoto({ kind, sha256 }: Photo, content: ArrayBuffer, way: Way): Promise<'done' | 'later' | Problem> {
  try {
    for (let beginnings = 0; beginnings < MOST_BEGINNINGS; beginnings++) {
      const begun = await way.server.begin({ sha256: sha256!, size: content.byteLength, kind })
      const ended = await sendFrom(begun, sha256!, content, way)
      if (ended === undefined) return 'later'
      if (ended.state === 'complete') return 'done'
      if (ended.state === 'refused') return problemFor(ended)
    }
    return problemFor({ problem: 'attachment.other_file' })
  } catch (error) {
    const { problem, isFinal } = way.refusalOf(error)
    if (!isFinal) throw error
    return problem
  }
}

/** What the server says at the end; nothing where it was broken off for something else. */
async function sendFrom(begun: Progress, sha256: string, content: ArrayBuffer, way: Way): Promise<Progress | undefined> {
  let at = begun
  while (at.state === 'receiving' && at.received < content.byteLength) {
    if (way.isOver()) return undefined
    at = await put(at.received, sha256, content, way)
    await way.progress(at.received)
  }
  return at.state === 'receiving' ? way.server.complete(sha256) : at
}

async function put(offset: number, sha256: string, content: ArrayBuffer, { server }: Way): Promise<Progress> {
  try {
    return await server.put(sha256, offset, content.slice(offset, offset + PIECE_BYTES))
  } catch (error) {
    const received = error instanceof ProblemError && error.problem.code === 'attachment.offset' ? error.problem.params['received'] : undefined
    if (typeof received !== 'number' || received === offset) throw error
    // Another tablet of his sends the same, or an answer was lost.
    return { received, state: 'receiving', problem: null }
  }
}

const problemFor = ({ problem }: Pick<Progress, 'problem'>): Problem => ({ code: problem ?? 'attachment.other_file', detail: '', hint: '', params: {} })
