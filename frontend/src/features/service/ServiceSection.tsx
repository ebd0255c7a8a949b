import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { serviceQuery, type ServiceRequest } from '../../api/service'
import { count, dateTime } from '../../i18n/format'
import { detailWord, serviceKindWord, serviceStateText, serviceStateWord } from '../../i18n/service'
import { workplaceWord } from '../../i18n/work'
import { useMay } from '../../session/may'
import { Icon } from '../../ui/icons'
import { ErrorNotice } from '../../ui/Notice'
import { Section } from '../../ui/Section'

const SHOWN = 3
const TONE: Record<ServiceRequest['state'], string> = {
  needs_customer: 'badge badge-warn',
  in_review: 'badge',
  executed: 'badge badge-good',
  declined: 'badge badge-bad',
  withdrawn: 'badge',
}

/** On the customer's page: what he asked for and where it stands, and the way to take something in. */
export function ServiceSection({ customer }: { customer: number }) {
  const { t } = useLingui()
  const serves = useMay('serve')
  const service = useQuery(serviceQuery(customer))
  const items = service.data?.items ?? []
  const waiting = items.find((one) => one.state === 'needs_customer')
  const more = items.length - SHOWN
  return (
    <Section title={t`保单服务`} many={items.length}>
      {service.error && <ErrorNotice error={service.error} />}
      {service.isPending && <div className="skeleton" />}
      {service.isSuccess && items.length === 0 && (
        <p className="soft">
          <Trans>还没有保全受理。</Trans>
        </p>
      )}
      <ul className="customer-rows">
        {items.slice(0, SHOWN).map((request) => (
          <Taken key={request.id} request={request} />
        ))}
      </ul>
      {more > 0 && <p className="soft">{t`另有 ${count(more)} 项更早的受理`}</p>}
      {serves && (
        <Link
          to="/service/customer/$customerId"
          params={{ customerId: String(customer) }}
          search={waiting ? { step: 'code' } : {}}
          className="button"
        >
          <Icon name="phone" />
          {waiting ? <Trans>继续：等客户报验证码</Trans> : <Trans>核对 / 变更联系方式</Trans>}
        </Link>
      )}
    </Section>
  )
}

function Taken({ request }: { request: ServiceRequest }) {
  const { t } = useLingui()
  const changes = request.fields.map((field) => `${detailWord(field)} ${request.masked[field] ?? ''}`)
  return (
    <li>
      <div className="row">
        <strong>{serviceKindWord(request.kind)}</strong>
        <span className="row-end" />
        <span className={TONE[request.state]}>{serviceStateWord(request)}</span>
      </div>
      {changes.length > 0 && <p>{changes.join(' · ')}</p>}
      <p className="soft">{serviceStateText(request)}</p>
      <p className="soft">{t`${dateTime(request.taken_at)} ${workplaceWord(request.workplace)} ${request.taken_by}受理`}</p>
    </li>
  )
}
