/** What the address of the tablets' page carries behind its question mark. */
import { text } from './read'

export const DEVICE_FILTERS = ['trouble', 'waiting', 'active', 'ended'] as const

export interface DevicesSearch {
  q?: string
  show?: (typeof DEVICE_FILTERS)[number]
}

export const devicesSearch = (search: Record<string, unknown>): DevicesSearch => {
  const show = DEVICE_FILTERS.find((one) => one === search['show'])
  return { ...(show && { show }), ...text(search, 'q') }
}
