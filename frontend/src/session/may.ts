/** What somebody may do, for what is shown; the server decides again for itself. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { meQuery, type Me } from '../api/queries'

const ALLOWED = {
  build: ['ops', 'admin'],
  import: ['ops', 'admin'],
  place: ['ops', 'admin'],
  staff: ['ops', 'admin'],
  keepStaff: ['ops', 'admin', 'supervisor'],
  runJobs: ['ops', 'admin'],
  call: ['seat'],
  leadSeats: ['supervisor', 'ops', 'admin'],
  keepDevices: ['supervisor', 'ops', 'admin'],
  decide: ['supervisor', 'ops', 'admin'],
  work: ['specialist'],
  seeRisk: ['ops', 'admin', 'auditor'],
  editRisk: ['ops', 'admin'],
  editEvents: ['ops', 'admin'],
  consent: ['specialist', 'seat'],
  serve: ['specialist', 'seat'],
  reveal: ['specialist', 'seat', 'supervisor', 'ops', 'admin'],
} as const

type Action = keyof typeof ALLOWED

export const may = (me: Me, action: Action): boolean => ALLOWED[action].some((role) => me.roles.includes(role))

export function useMay(action: Action): boolean {
  return may(useSuspenseQuery(meQuery).data, action)
}
