import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ServiceRequest } from '../../api/service'
import { serviceStateText, serviceStateWord } from '../../i18n/service'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/icons'
import { useMay } from '../../session/may'

interface Props {
  customer: number
  request: ServiceRequest | undefined
  onAnew: () => void
}

/** What became of a request, and where it goes on from there. */
export function Outcome({ customer, request, onAnew }: Props) {
  const isConfirmed = request?.state === 'in_review' || request?.state === 'executed'
  return (
    <div className="visit-center">
      {!request && (
        <p>
          <Trans>没有等待确认的受理。</Trans>
        </p>
      )}
      {request && (isConfirmed ? <Confirmed request={request} /> : <Ended request={request} />)}
      {!isConfirmed && (
        <Button look="primary" onPress={onAnew}>
          <Trans>重新受理</Trans>
        </Button>
      )}
      <Link
        to="/customers/$customerId"
        params={{ customerId: String(customer) }}
        className={isConfirmed ? 'button button-primary' : 'button'}
      >
        <Trans>客户全景</Trans>
      </Link>
      <BackToWork />
    </div>
  )
}

/** The customer has confirmed. What holds from now on, and what still comes. */
function Confirmed({ request }: { request: ServiceRequest }) {
  const { t } = useLingui()
  return (
    <div className="told" data-tone="good" aria-live="polite">
      <Icon name="done" size={40} />
      <h2>{request.kind === 'contact_details' ? t`客户已确认，资料已更新` : t`客户已确认，联系方式无误`}</h2>
      <p>
        <span className="badge">{serviceStateWord(request)}</span> {serviceStateText(request)}
      </p>
    </div>
  )
}

function Ended({ request }: { request: ServiceRequest }) {
  return (
    <>
      <h2>{serviceStateWord(request)}</h2>
      <p>{serviceStateText(request)}</p>
    </>
  )
}

/** To the list from which whoever serves him works. */
export function BackToWork() {
  const works = useMay('work')
  return works ? (
    <Link to="/today" search={{}} className="button">
      <Trans>回到今日工作</Trans>
    </Link>
  ) : (
    <Link to="/queue" search={{}} className="button">
      <Trans>回到待呼名单</Trans>
    </Link>
  )
}
