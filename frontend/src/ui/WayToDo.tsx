import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useMay } from '../session/may'

const WAYS = {
  no_first_contact: { to: '/visit/customer/$customerId', action: 'work' },
  details_unconfirmed: { to: '/service/customer/$customerId', action: 'serve' },
  no_event_answered: { to: '/events/customer/$customerId', action: 'work' },
} as const

interface Props {
  customer: number
  /** What keeps the next stage closed. */
  code: string
}

/** The way to what opens the next stage, for who may go it. */
export function WayToDo({ customer, code }: Props) {
  const may = { work: useMay('work'), serve: useMay('serve') }
  const way = code in WAYS ? WAYS[code as keyof typeof WAYS] : undefined
  if (!way || !may[way.action]) return null
  return (
    <Link to={way.to} params={{ customerId: String(customer) }} className="button journey-way">
      <Trans>去办理</Trans>
    </Link>
  )
}
