/** One tab of the browser keeps its copy up to date, whichever holds the lock; the others are told what has changed. */
import { paceAfter, type Outcome, type Pace } from './pace'
import type { Order } from './worker'

const NAME = 'gridward.sync'

type Said = { account: string; kind: 'want' | 'changed' | 'reached' | 'away' }

interface Tasks {
  account: string
  /** Send what waits. Before anything is asked for: what was done here may not be overtaken. */
  push: () => Promise<unknown>
  order: () => Order
  /** The number of the last receipt that is here: what is pulled afterwards shows all up to it. */
  receipt: () => number
  changed: (receipt: number) => void
  /** The server has answered all that was asked, or is out of reach. */
  answered: (isReached: boolean) => void
}

export class Conductor {
  private readonly tasks: Tasks
  private readonly channel = new BroadcastChannel(NAME)
  private readonly stopping = new AbortController()
  private wake: () => void = () => undefined
  /** Since the round that is under way began to ask. */
  private isWanted = false

  constructor(tasks: Tasks) {
    this.tasks = tasks
    this.channel.addEventListener('message', ({ data }: MessageEvent<Said>) => {
      if (data.account !== tasks.account) return
      if (data.kind === 'want') this.askSoon()
      else if (data.kind === 'changed') tasks.changed(0)
      else tasks.answered(data.kind === 'reached')
    })
    const { signal } = this.stopping
    const want = () => document.visibilityState === 'visible' && this.want()
    window.addEventListener('online', want, { signal })
    document.addEventListener('visibilitychange', want, { signal })
    // A lock that is not had is asked for until the tab goes.
    void navigator.locks.request(NAME, { signal }, () => this.lead()).catch(() => undefined)
  }

  /** There may be something new: whichever tab leads asks for it. */
  want = (): void => {
    this.askSoon()
    this.say('want')
  }

  stop(): void {
    this.stopping.abort()
    this.channel.close()
    this.wake()
  }

  private askSoon(): void {
    this.isWanted = true
    this.wake()
  }

  private async lead(): Promise<void> {
    const { signal } = this.stopping
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
    signal.addEventListener('abort', () => worker.terminate())
    let failures = 0
    while (!signal.aborted) {
      const outcome = await this.round(worker)
      if (signal.aborted) return
      failures = outcome.state === 'failed' ? failures + 1 : 0
      if (outcome.state !== 'busy') this.answered(outcome.state === 'done')
      await this.pause(paceAfter(outcome, failures))
    }
  }

  private async round(worker: Worker): Promise<Outcome> {
    this.isWanted = false
    try {
      await this.tasks.push()
    } catch {
      return { state: 'failed' }
    }
    // What was wanted while it was sent, such as what the server made of it, is asked for now.
    this.isWanted = false
    const receipt = this.tasks.receipt()
    const outcome = await new Promise<Outcome>((resolve) => {
      this.stopping.signal.addEventListener('abort', () => resolve({ state: 'failed' }))
      worker.addEventListener('message', ({ data }: MessageEvent<Outcome>) => resolve(data), { once: true })
      worker.addEventListener('error', () => resolve({ state: 'failed' }), { once: true })
      // Neither a worker nor a channel has another side that could be named.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      worker.postMessage(this.tasks.order())
    })
    if (!this.stopping.signal.aborted) {
      // A round that was cut has written some cells, but need not show what was sent before it.
      this.tasks.changed(outcome.state === 'done' ? receipt : 0)
      this.say('changed')
    }
    return outcome
  }

  private answered(isReached: boolean): void {
    this.tasks.answered(isReached)
    this.say(isReached ? 'reached' : 'away')
  }

  private pause({ inMs, earliestMs }: Pace): Promise<void> {
    const began = performance.now()
    return new Promise((resolve) => {
      // A network may have come while a round still waited for the one before.
      let timer = setTimeout(resolve, this.isWanted ? earliestMs : inMs)
      this.wake = () => {
        clearTimeout(timer)
        timer = setTimeout(resolve, this.stopping.signal.aborted ? 0 : Math.max(0, began + earliestMs - performance.now()))
      }
    })
  }

  private say(kind: Said['kind']): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    if (!this.stopping.signal.aborted) this.channel.postMessage({ account: this.tasks.account, kind } satisfies Said)
  }
}
