/** When to ask the server again: soon after one failure, later after more, and never before it wishes. */

const FIRST_MS = 2_000
const LONGEST_MS = 60_000
const QUIET_MS = 20_000

export class Pace {
  private failures = 0
  /** By the clock of `now`, in milliseconds: the server has asked not to come earlier. */
  private from = 0
  private readonly now: () => number
  private readonly random: () => number

  /** By default a clock that nobody can set: one that was put back would have it wait for as long. */
  constructor(now: () => number = () => performance.timeOrigin + performance.now(), random: () => number = Math.random) {
    this.now = now
    this.random = random
  }

  succeeded(): void {
    this.failures = 0
  }

  failed(): void {
    this.failures += 1
  }

  /** The server names the seconds after which it wants to be asked again. */
  asked(seconds: number): void {
    this.from = Math.max(this.from, this.now() + seconds * 1000)
  }

  /** There is a network again: what failed without one says nothing of the server. */
  reached(): void {
    this.failures = 0
  }

  /** Until when the server has asked for patience; undefined when it has not, or that is over. */
  patientUntil(): number | undefined {
    return this.from > this.now() ? this.from : undefined
  }

  /** How long to wait, in milliseconds. Devices that failed together come back apart. */
  waitMs(): number {
    const own = this.failures === 0 ? QUIET_MS : Math.min(LONGEST_MS, FIRST_MS * 2 ** (this.failures - 1))
    return Math.max(this.from - this.now(), 0) + own * (0.75 + this.random() / 2)
  }
}
