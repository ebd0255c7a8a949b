/** What the address of the page about the seats carries. */

export interface SeatsSearch {
  tab?: 'move' | 'quality'
}

export const seatsSearch = (search: Record<string, unknown>): SeatsSearch => (search['tab'] === 'move' || search['tab'] === 'quality' ? { tab: search['tab'] } : {})
