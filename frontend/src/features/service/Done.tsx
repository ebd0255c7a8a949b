import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ServiceRequest } from '../../api/service'
import { serviceStateText, serviceStateWord } from '../../i18n/service'
import { useMay } from '../../session/may'
import { Icon } from '../../ui/icons'

/** The customer has confirmed. What holds from now on, and what still comes. */
export function Done({ customer, request }: { customer: number; request: ServiceRequest | undefined }) {
  const { t } = useLingui()
  const works = useMay('work')
  return (
    <div className="visit-center">
      <div className="told" data-tone="good" aria-live="polite">
        <Icon name="done" size={40} />
        <h2>{request?.kind === 'contact_details' ? t`客户已确认，资料已更新` : t`客户已确认，联系方式无误`}</h2>
        {request && (
          <p>
            <span className="badge">{serviceStateWord(request)}</span> {serviceStateText(request)}
          </p>
        )}
      </div>
      <Link to="/customers/$customerId" params={{ customerId: String(customer) }} className="button button-primary">
        <Trans>客户全景</Trans>
      </Link>
      {works ? (
        <Link to="/today" search={{}} className="button">
          <Trans>回到今日工作</Trans>
        </Link>
      ) : (
        <Link to="/queue" search={{}} className="button">
          <Trans>回到待呼名单</Trans>
        </Link>
      )}
    </div>
  )
}
