/**
 * One program hands over to a newer one when its service worker is idle. Rules let what a page asks for pass that worker by, not what
 * another thread does (decision 73): such requests wait in the meantime, of whichever tab they are.
 */
const NAME = 'gridward.program'
/** A request that hangs is not waited for: its event is long over. */
const BEGIN_MS = 3_000
/** Longer than a browser lets a worker be idle, 30 s: at the latest then the newer one has its turn. */
const HOLD_MS = 40_000

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** For threads. Without https a browser has no locks, nor a program of its own. */
export const outsideOfHandover = <T>(ask: () => Promise<T>): Promise<T> =>
  'locks' in navigator ? navigator.locks.request(NAME, { mode: 'shared' }, ask) : ask()

/** Begin it, in a page: threads ask for nothing more until the page is loaded anew. */
export async function handOver(begin: () => void): Promise<void> {
  const isQuiet = new Promise<void>((resolve) => {
    void navigator.locks.request(NAME, () => {
      resolve()
      return pause(HOLD_MS)
    })
  })
  await Promise.race([isQuiet, pause(BEGIN_MS)])
  begin()
}
