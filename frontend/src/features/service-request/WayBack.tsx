import { Link } from '@tanstack/react-router'

interface Props {
  customer: number
  /** The visit that he came from: its task, or `customer` where nobody asked for it. */
  visit: string | undefined
  isQuiet?: boolean
  label?: string
  children: React.ReactNode
}

/** To the visit that goes on, or to the customer. */
export function WayBack({ customer, visit, isQuiet = false, label, children }: Props) {
  const look = { className: isQuiet ? 'button button-quiet' : 'button', ...(label !== undefined && { 'aria-label': label }), children }
  const params = { customerId: String(customer) }
  if (visit === undefined) return <Link to="/customers/$customerId" params={params} {...look} />
  if (visit === 'customer') return <Link to="/visit/customer/$customerId" params={params} search={NOTE} {...look} />
  return <Link to="/visit/$taskId" params={{ taskId: visit }} search={NOTE} {...look} />
}

/** The screen of the visit that leads here. */
const NOTE = { step: 'note' }
