/** What the address of the page about the seats carries. */

export interface SeatsSearch {
  tab?: 'move' | 'quality' | 'matters'
  /** Of the matters: those that are decided. */
  decided?: 1
}

const TABS = ['move', 'quality', 'matters'] as const


export const seatsSearch = (search: Record<string, unknown>): SeatsSearch => {
  const tab = TABS.find((one) => one === search['tab'])
  return { ...(tab && { tab }), ...(tab === 'matters' && search['decided'] === 1 ? { decided: 1 as const } : {}) }
}
