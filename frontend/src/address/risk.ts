/** What the addresses of the risk pages carry. */
import { text } from './read'

export interface CardSearch {
  /** The version that is looked at; without it the one in force. */
  card?: string
}

export const cardSearch = (search: Record<string, unknown>): CardSearch => text(search, 'card')
