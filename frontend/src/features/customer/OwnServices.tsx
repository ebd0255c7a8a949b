import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Story } from '../../api/field'
import { fieldRulesQuery } from '../../api/field-rules'
import { useWaiting } from '../../outbox/operations'
import { withDone } from '../../sync/rebase-requests'
import { FateNotice } from '../../ui/FateNotice'
import { Icon } from '../../ui/icons'
import { Section } from '../../ui/Section'
import { isBegun } from '../service-request/draft'
import { useRequestDrafts } from '../service-request/useRequest'
import { ServiceRow } from './ServiceRow'

const KINDS = new Set(['request.submit', 'request.supplement'])

/** For whoever serves him in the field: with what waits here, until the server has a row of its own. */
export function OwnServices({ story }: { story: Story }) {
  const { t } = useLingui()
  const customer = story.customer_id
  const { data: rules } = useQuery(fieldRulesQuery)
  const mine = useWaiting().filter(({ operation: { kind, payload } }) => KINDS.has(kind) && payload['customer_id'] === customer)
  const services = mine.reduce((all, { operation }) => withDone(all, story.policies, operation), story.services)
  const papers = new Set(rules?.service.need.filter(({ kind }) => kind === 'paper').map(({ code }) => code))
  const refused = mine.find((row) => row.refused)
  const begun = isBegun(useRequestDrafts().read(customer))
  const named = (service: Story['services'][number]) => {
    const item = service.unsent && rules?.service.item.find(({ code }) => code === service.kind)
    return item ? { ...service, zh: item.zh, en: item.en } : service
  }
  return (
    <Section title={t`登记受理`} many={services.length}>
      {services.length > 0 && (
        <ul className="customer-rows">
          {services.map((service) => (
            <ServiceRow key={service.request_id ?? service.id} customer={customer} service={named(service)} mayFollow={service.lacks.some(({ code }) => papers.has(code))} />
          ))}
        </ul>
      )}
      {refused && <FateNotice opId={refused.operation.op_id} />}
      <Link to="/service/request/$customerId" params={{ customerId: String(customer) }} className="button">
        <Icon name="file" />
        {begun ? <Trans>继续填写受理</Trans> : <Trans>登记一件受理</Trans>}
      </Link>
    </Section>
  )
}
