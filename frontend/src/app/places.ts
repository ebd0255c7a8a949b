/** Where the rail leads: the pages of somebody's roles, in the order in which he needs them. The first one is his home. */
import type { Me } from '../api/queries'

export type Place = '/today' | '/cell' | '/my-events' | '/queue' | '/seats' | '/requests' | '/attention' | '/census' | '/grid' | '/staffing' | '/cockpit' | '/events' | '/risk' | '/jobs'

const OPS: Place[] = ['/census', '/grid', '/staffing', '/cockpit', '/risk', '/seats', '/requests', '/attention', '/events', '/jobs']

const BY_ROLE: [role: string, places: Place[]][] = [
  ['specialist', ['/today', '/cell', '/my-events']],
  ['seat', ['/queue', '/requests']],
  ['supervisor', ['/staffing', '/cockpit', '/seats', '/requests', '/attention', '/events', '/grid']],
  ['ops', OPS],
  ['admin', OPS],
  ['auditor', OPS],
]

export function placesOf(me: Me): Place[] {
  const found = BY_ROLE.filter(([role]) => me.roles.some((one) => one === role)).flatMap(([, places]) => places)
  return [...new Set(found)]
}
