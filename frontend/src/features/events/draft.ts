/** An event as it stands in the form: texts, until it is sent. */
import type { Event, EventIn } from '../../api/activities'
import { dayOf, hourOf, momentOf } from './times'

export interface EventDraft {
  kind: string
  title: string
  description: string
  station: string
  place: string
  day: string
  from: string
  to: string
  answerBy: string
  seats: string
  ageFrom: string
  ageTo: string
  interests: string[]
  districts: number[]
}

const DAY_MS = 86_400_000

/** In a week, in the afternoon, answered up to the day before. */
export function emptyDraft(kind: string, now = Date.now()): EventDraft {
  return {
    kind,
    title: '',
    description: '',
    station: '',
    place: '',
    day: dayOf(new Date(now + 7 * DAY_MS)),
    from: '14:00',
    to: '16:00',
    answerBy: dayOf(new Date(now + 6 * DAY_MS)),
    seats: '20',
    ageFrom: '',
    ageTo: '',
    interests: [],
    districts: [],
  }
}

export function draftOf(event: Event): EventDraft {
  return {
    kind: event.kind,
    title: event.title,
    description: event.description,
    station: event.station ? String(event.station.station_id) : '',
    place: event.place,
    day: dayOf(event.starts_at),
    from: hourOf(event.starts_at),
    to: hourOf(event.ends_at),
    answerBy: event.answer_by,
    seats: String(event.seats),
    ageFrom: event.age_from === null ? '' : String(event.age_from),
    ageTo: event.age_to === null ? '' : String(event.age_to),
    interests: event.interests,
    districts: event.district_ids,
  }
}

const isWhole = (text: string) => /^[1-9]\d{0,3}$/.test(text.trim())
const isAge = (text: string) => text.trim() === '' || (/^\d{1,3}$/.test(text.trim()) && Number(text) <= 120)
const ageOf = (text: string) => (text.trim() === '' ? null : Number(text))

export type Fault = 'title' | 'place' | 'time' | 'answerBy' | 'seats' | 'age'

/** What is missing or does not fit together. */
export function faultsOf(draft: EventDraft): Set<Fault> {
  const found = new Set<Fault>()
  if (draft.title.trim() === '') found.add('title')
  if (draft.station === '' && draft.place.trim() === '') found.add('place')
  if (draft.day === '' || draft.from === '' || draft.to <= draft.from) found.add('time')
  if (draft.answerBy === '' || draft.answerBy > draft.day) found.add('answerBy')
  if (!isWhole(draft.seats)) found.add('seats')
  const [from, to] = [ageOf(draft.ageFrom), ageOf(draft.ageTo)]
  if (!isAge(draft.ageFrom) || !isAge(draft.ageTo) || (from !== null && to !== null && from > to)) found.add('age')
  return found
}

export function eventOf(draft: EventDraft): EventIn {
  return {
    kind: draft.kind,
    title: draft.title.trim(),
    description: draft.description.trim(),
    station_id: draft.station === '' ? null : Number(draft.station),
    place: draft.place.trim(),
    starts_at: momentOf(draft.day, draft.from),
    ends_at: momentOf(draft.day, draft.to),
    answer_by: draft.answerBy,
    seats: Number(draft.seats),
    interests: draft.interests,
    age_from: ageOf(draft.ageFrom),
    age_to: ageOf(draft.ageTo),
    district_ids: draft.districts,
  }
}

/** Whether two drafts, or what stands in a field of them, say the same. */
export const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** A list with one more, or without it. */
export function toggled<T>(list: T[], one: T): T[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one]
}
