import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { opensText } from '../../i18n/review'
import { missingText, type Reason } from '../../i18n/why'
import { WayToDo } from '../../ui/WayToDo'

/** What keeps something closed: each reason with what opens it, and the way there. */
export function Locked({ customer, reasons }: { customer: number; reasons: Reason[] }) {
  return (
    <>
      <ul className="review-locked">
        {reasons.map((reason) => (
          <li key={missingText(reason)}>
            <strong>{missingText(reason)}</strong>
            <span>{opensText(reason.code)}</span>
            <WayToDo customer={customer} code={reason.code} />
          </li>
        ))}
      </ul>
      <div>
        <Link to="/customers/$customerId" params={{ customerId: String(customer) }} className="button">
          <Trans>客户全景</Trans>
        </Link>
      </div>
    </>
  )
}
