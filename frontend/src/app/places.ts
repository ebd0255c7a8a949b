/** Where the rail leads: the pages of somebody's roles, in the order in which he needs them. The first one is his home. */
import type { Me } from '../api/queries'

export type Place = '/today' | '/cell' | '/appointments' | '/search' | '/my-events' | '/week' | '/queue' | '/seats' | '/requests' | '/attention' | '/messages' | '/sync-health' | '/census' | '/grid' | '/staffing' | '/cockpit' | '/events' | '/risk' | '/jobs'

const OPS: Place[] = ['/census', '/grid', '/staffing', '/cockpit', '/risk', '/seats', '/requests', '/attention', '/messages', '/sync-health', '/events', '/jobs']

const BY_ROLE: [role: string, places: Place[]][] = [
  ['specialist', ['/today', '/cell', '/appointments', '/search', '/my-events', '/week']],
  ['seat', ['/queue', '/requests']],
  ['supervisor', ['/staffing', '/cockpit', '/seats', '/requests', '/attention', '/messages', '/sync-health', '/events', '/grid']],
  ['ops', OPS],
  ['admin', OPS],
  ['auditor', OPS],
]

export function placesOf(me: Me): Place[] {
  const found = BY_ROLE.filter(([role]) => me.roles.some((one) => one === role)).flatMap(([, places]) => places)
  return [...new Set(found)]
}
