/** What addresses of the desk's events carry behind their question mark. */
import { text } from './read'

export const EVENT_STATES = ['draft', 'open', 'answers_over', 'closed', 'over', 'cancelled'] as const

export interface EventsSearch {
  q?: string
  state?: (typeof EVENT_STATES)[number]
}

export const eventsSearch = (search: Record<string, unknown>): EventsSearch => {
  const state = EVENT_STATES.find((one) => one === search['state'])
  return { ...text(search, 'q'), ...(state && { state }) }
}

export interface EventSearch {
  /** The event is being changed. */
  edit?: boolean
}

export const eventSearch = (search: Record<string, unknown>): EventSearch => (search['edit'] === true ? { edit: true } : {})
