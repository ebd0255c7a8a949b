/** What a code means at the door of an event, found from the list that the device has: no network is asked. */
import type { MyEvent } from '../../api/activities'

export type DoorGuest = MyEvent['door'][number]

export type Verdict =
  | { kind: 'comes' | 'waits' | 'came'; guest: DoorGuest }
  /** Of another event; which one, where the device knows it. */
  | { kind: 'other'; title: string | undefined }
  /** It begins as this event's do, but nobody of the list has it: it came later than the list, or was made up. */
  | { kind: 'unknown' }
  | { kind: 'unreadable' }

const LENGTH = 12

/** A code as it is written, however it was typed: letters that look like figures are those figures. */
export function plainCode(typed: string): string | undefined {
  const plain = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  return plain.length === LENGTH && /^[0-9A-HJKMNP-TV-Z]+$/.test(plain) ? plain : undefined
}

/** In groups of four, as one reads it out. */
export const spokenCode = (code: string): string => code.match(/.{1,4}/g)?.join(' ') ?? code

/** `came`: the codes of those who were admitted on this device and are not in the list as such yet. */
export function judged(typed: string, event: MyEvent, events: readonly MyEvent[], came: ReadonlySet<string>): Verdict {
  const code = plainCode(typed)
  if (code === undefined) return { kind: 'unreadable' }
  if (!code.startsWith(event.code)) return { kind: 'other', title: events.find((one) => code.startsWith(one.code))?.title }
  const guest = event.door.find((one) => one.code === code)
  if (!guest) return { kind: 'unknown' }
  if (guest.state === 'attended' || came.has(code)) return { kind: 'came', guest }
  return { kind: guest.state === 'waiting' ? 'waits' : 'comes', guest }
}
