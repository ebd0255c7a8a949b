/** Sends the photos that wait, after the operations: mounted with the shell, shows nothing. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { answered, api } from '../api/client'
import { keptMe } from '../api/kept'
import { refusalOf, useOutbox, useWaiting } from '../outbox/operations'
import { Pace } from '../outbox/pace'
import { keepTrying } from '../outbox/trying'
import { ProblemError, SIGNED_OUT } from '../api/problem'
import { usePhotos } from './hooks'
import { photoShelf } from './of-account'
import { sendPhoto, type AttachmentServer } from './sending'

const GIVE_UP_MS = 60_000
const pace = new Pace()

export function SendingPhotos() {
  const outbox = useOutbox()
  const { all, photos } = usePhotos()
  const waiting = useWaiting()
  const queries = useQueryClient()
  const hasOperations = waiting.some((row) => !row.refused)
  const isDue = !hasOperations && all.some((photo) => photo.op_id !== undefined && !photo.refused)
  useEffect(() => void photos.prepare(), [photos])

  const attempt = useEffectEvent(async () => {
    const taken = await alone(() => sendAll(outbox.account)).catch((error: unknown) => {
      pace.failed()
      if (error instanceof ProblemError && error.retryAfterS !== undefined) pace.asked(error.retryAfterS)
      throw error
    })
    pace.succeeded()
    for (const customer of new Set(taken)) void queries.invalidateQueries({ queryKey: ['attachments', customer] })
  })

  /** Answers whose photos have arrived. */
  async function sendAll(account: string): Promise<number[]> {
    const shelf = await photoShelf()
    const taken: number[] = []
    for (const photo of await shelf.sendable(account)) {
      const end = await sendPhoto(photo, await shelf.content(photo), {
        server: serverFor(account),
        refusalOf,
        progress: (sent) => photos.mark([photo.id], { sent }),
        isOver: () => outbox.rows().some((row) => !row.refused),
      })
      if (end === 'later') break
      if (end === 'done') {
        await photos.drop([photo])
        taken.push(photo.customer)
      } else await photos.mark([photo.id], { refused: end, sent: 0 })
    }
    return taken
  }

  useEffect(() => (isDue ? keepTrying({ attempt: () => attempt(), hasWork: () => true, pace }) : undefined), [isDue])
  return null
}

/** One sender in the whole browser; another tab that has begun is left to it. */
async function alone(work: () => Promise<number[]>): Promise<number[]> {
  return navigator.locks.request('gridward.photos', { ifAvailable: true }, async (lock) => (lock ? work() : []))
}

function serverFor(account: string): AttachmentServer {
  const options = () => {
    // Another tab may have signed in somebody else, whose session would carry what this one took.
    if (keptMe()?.account_id !== account) throw new ProblemError(SIGNED_OUT, 401)
    return { signal: AbortSignal.timeout(GIVE_UP_MS), priority: 'low' as const }
  }
  return {
    begin: async (body) => answered(api.POST('/api/v1/field/attachments', { body: body as { sha256: string; size: number; kind: 'image/jpeg' }, ...options() })),
    put: async (sha256, offset, piece) =>
      answered(
        api.PUT('/api/v1/field/attachments/{sha256}', {
          params: { path: { sha256 }, query: { offset } },
          body: '',
          bodySerializer: () => piece,
          headers: { 'Content-Type': 'application/octet-stream' },
          ...options(),
        }),
      ),
    complete: async (sha256) => answered(api.POST('/api/v1/field/attachments/{sha256}/complete', { params: { path: { sha256 } }, ...options() })),
  }
}
