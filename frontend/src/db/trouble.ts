/** Why something was not stored in this browser. */

/** The room is full; a newer version of the program has changed the database; the browser gives none, as in a private window. */
export type StoreTrouble = 'full' | 'outdated' | 'unavailable'

export class StoreError extends Error {
  readonly trouble: StoreTrouble

  constructor(trouble: StoreTrouble, cause: unknown) {
    super(`not stored: ${trouble}`, { cause })
    this.trouble = trouble
  }
}
