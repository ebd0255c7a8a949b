/** What somebody may do, for what is shown; the server decides again for itself. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { meQuery } from '../../api/queries'

const ALLOWED = {
  build: ['ops', 'admin'],
  import: ['ops', 'admin'],
  place: ['ops', 'admin'],
} as const

export function useMay(action: keyof typeof ALLOWED): boolean {
  const { data: me } = useSuspenseQuery(meQuery)
  return ALLOWED[action].some((role) => me.roles.includes(role))
}
