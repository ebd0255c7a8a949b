/** What the device keeps of it, for when the server is out of reach. `sync` knows how; here is only where it is asked. */
import type { Schemas } from './client'
import { ProblemError } from './problem'
import type { Message } from './messages'
import type { CountedWeek } from './week'
import type { MyCell, Revealed, Story, Today, TodayItem } from './field'

type MyEvents = Schemas['MyEventsOut']

/** By what somebody was found. */
export type FoundBy = 'name' | 'pinyin' | 'initials' | 'phone' | 'policy' | 'number'

export interface Found {
  customer_id: number
  name_masked: string
  mobile_masked: string
  address_masked: string
  community: string | null
  open_tasks: number
  by: FoundBy
  /** The number of the policy, or of the customer, by which he was found. */
  number: string | undefined
}

/** What is known of a customer besides his page: what was agreed with him, how he was looked for, and what is open with him. */
export type Known = Pick<Story, 'customer_id' | 'name_masked' | 'mobile_masked' | 'address_masked' | 'community' | 'do_not_call' | 'care' | 'contacts' | 'appointments' | 'steps'> & { open: { task_id: string }[] }

/** A device's copy. Each answers nothing where it does not have it. */
export interface Kept {
  /** When the server was reached last, as ISO writes it. */
  since: string
  today(): Today
  task(task: string): TodayItem | undefined
  cell(cell: number): MyCell | undefined
  customer(customer: number): Story | undefined
  events(): MyEvents | undefined
  reveal(customer: number): Revealed | undefined
  /** His mobile number as the server told it, whatever was heard here since. */
  mobileOf(customer: number): string | undefined
  /** All who are in his cells; the same as long as nothing changes. */
  everybody(): Known[]
  /** None: they were never loaded. */
  messages(): Message[] | undefined
  week(): CountedWeek | undefined
  /** The best first. */
  search(typed: string): Found[]
}

const PATIENCE_MS = 4_000
const listeners = new Set<() => void>()
let open: () => Promise<Kept | undefined> = () => Promise.resolve(undefined)
let since: string | undefined

/** Say how the copy is opened; it is opened when it is asked for. */
export function keptBy(opened: typeof open): void {
  open = opened
}

/** The device's own copy, where it has one. Throws a `ProblemError` where it is locked. */
export const openCopy = (): Promise<Kept | undefined> => open()

/** Since when what is shown is, where the last answer was the device's own. */
export const keptSince = (): string | undefined => since

export function onKept(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The server is within reach again, and nothing of the copy is shown. */
export const serverReached = (): void => tell(undefined)

function tell(next: string | undefined): void {
  if (next === since) return
  since = next
  for (const listener of listeners) listener()
}

/** That the copy is locked is said; that it cannot be opened otherwise helps nobody who cannot reach the server. */
function lockedOnly(error: unknown): undefined {
  if (error instanceof ProblemError) throw error
}

interface Given<T> {
  answer: T
  /** Of when it is, where it is the device's own. */
  since: string | undefined
}

/**
 * The server's answer; the device's own where the server is out of reach or of order, or takes too long. What the server refuses stays
 * refused. `signal`: nobody waits for it any more, so whichever answers then says nothing of what is shown.
 */
export async function orKept<T>(ask: () => Promise<T>, find: (copy: Kept) => T | undefined, signal?: AbortSignal): Promise<T> {
  const served = ask().then((answer): Given<T> => ({ answer, since: undefined }))
  const own = async (): Promise<Given<T> | undefined> => {
    const copy = await open().catch(lockedOnly)
    const answer = copy && find(copy)
    return answer === undefined ? undefined : { answer, since: copy?.since }
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  const impatient = new Promise<Given<T> | undefined>((resolve) => {
    timer = setTimeout(() => resolve(own().catch(() => undefined)), PATIENCE_MS)
  })
  let given: Given<T> | undefined
  try {
    given = (await Promise.race([served, impatient])) ?? (await served)
  } catch (error) {
    const isAway = error instanceof TypeError || (error instanceof ProblemError && error.status >= 500)
    given = isAway ? await own() : undefined
    if (!given) throw error
  } finally {
    clearTimeout(timer)
  }
  if (!signal?.aborted) tell(given.since)
  return given.answer
}
