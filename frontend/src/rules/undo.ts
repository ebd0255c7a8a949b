/** What whoever did it may take back, and for how long: as the server has it, both are held to `tests/golden/undo.json`. */

const HOURS = 24
const HOUR_MS = 3_600_000

/** A check-in is not among them: it goes with its visit. */
const KINDS = new Set([
  'visit.complete',
  'contact.log',
  'promise.record',
  'note.add',
  'customer.correct',
  'appointment.book',
  'appointment.confirm',
  'appointment.cancel',
  'appointment.close',
  'unreachable.step',
  'task.skip',
  'request.submit',
])

export const mayTakeBack = (kind: string, occurredAt: string, now: number): boolean =>
  KINDS.has(kind) && now - Date.parse(occurredAt) <= HOURS * HOUR_MS
