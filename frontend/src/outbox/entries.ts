/**
 * Drafts of one account as pages read and write them: at once, from what is held in memory, and written to the disk behind that.
 * Like a `Storage`, so that it can stand in place of one.
 */
import type { Entry } from './operation'

/** Before the id of an operation that was given up, as the key of an entry. */
export const GIVEN_UP = 'gridward.given-up.'

/** Writes what was set and removes what was; throws when it could not. */
type Write = (entries: Entry[], removed: string[]) => Promise<void>

export class Entries {
  private readonly held = new Map<string, string>()
  /** Changed here, and not on the disk yet. */
  private readonly changed = new Set<string>()
  /** The number of its last change here. */
  private readonly changes = new Map<string, number>()
  private last = 0
  private readonly listeners = new Set<() => void>()
  private writing: Promise<void> | undefined
  private readonly write: Write

  constructor(write: Write) {
    this.write = write
  }

  get length(): number {
    return this.held.size
  }

  key = (index: number): string | null => [...this.held.keys()][index] ?? null

  getItem = (key: string): string | null => this.held.get(key) ?? null

  /** Hear of every change, of this tab and of others. */
  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Those that begin so. */
  keys = (start: string): string[] => [...this.held.keys()].filter((key) => key.startsWith(start))

  setItem = (key: string, text: string): void => {
    this.held.set(key, text)
    this.keep(key)
  }

  removeItem = (key: string): void => {
    this.held.delete(key)
    this.keep(key)
  }

  /** Before the disk is read. The answer says of a key whether what is read of it may be older than what is held by then. */
  reading(): (key: string) => boolean {
    const [before, unwritten] = [this.last, new Set(this.changed)]
    return (key) => this.changed.has(key) || unwritten.has(key) || (this.changes.get(key) ?? 0) > before
  }

  /** What lies on the disk; what was changed here since goes before it. */
  load(entries: Entry[], isOlder: (key: string) => boolean): void {
    for (const key of this.held.keys()) if (!isOlder(key)) this.held.delete(key)
    for (const { key, text } of entries) if (!isOlder(key)) this.held.set(key, text)
    this.tell()
  }

  /** When all that was changed is on the disk, or could not be written. */
  async settled(): Promise<void> {
    while (this.writing) await this.writing
  }

  private keep(key: string): void {
    this.changed.add(key)
    this.changes.set(key, ++this.last)
    this.tell()
    this.writing ??= this.writeAll().finally(() => (this.writing = undefined))
  }

  private tell(): void {
    for (const listener of this.listeners) listener()
  }

  private async writeAll(): Promise<void> {
    while (this.changed.size > 0) {
      const keys = [...this.changed]
      const texts = new Map(keys.map((key) => [key, this.held.get(key)]))
      const entries = [...texts].flatMap(([key, text]) => (text === undefined ? [] : [{ key, text }]))
      try {
        await this.write(entries, keys.filter((key) => texts.get(key) === undefined))
      } catch {
        // Whoever writes says so; it is written with the next change.
        return
      }
      for (const key of keys) if (this.held.get(key) === texts.get(key)) this.changed.delete(key)
    }
  }
}
