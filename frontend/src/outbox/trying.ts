/** Send whenever there may be a chance: by the clock, when the network comes back, when somebody looks at the page again. */
import type { Pace } from './pace'

interface Trying {
  /** Throws when the server was out of reach. */
  attempt: () => Promise<unknown>
  hasWork: () => boolean
  pace: Pace
}

/** Until the answer is called. */
export function keepTrying({ attempt, hasWork, pace }: Trying): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isStopped = false
  const later = () => {
    clearTimeout(timer)
    if (!isStopped) timer = setTimeout(now, pace.waitMs())
  }
  const now = () => {
    if (!hasWork() || pace.patientUntil() !== undefined) return later()
    void attempt().catch(() => undefined).finally(later)
  }
  const back = () => {
    pace.reached()
    now()
  }
  const seen = () => {
    if (document.visibilityState === 'visible') now()
  }
  window.addEventListener('online', back)
  window.addEventListener('focus', now)
  document.addEventListener('visibilitychange', seen)
  now()
  return () => {
    isStopped = true
    clearTimeout(timer)
    window.removeEventListener('online', back)
    window.removeEventListener('focus', now)
    document.removeEventListener('visibilitychange', seen)
  }
}
