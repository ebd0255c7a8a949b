import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { customerQuery, type Story } from '../../api/field'
import { fieldRulesQuery } from '../../api/field-rules'
import { useOnce } from '../../outbox/once'
import { useDoing } from '../../outbox/operations'
import { usePhotos } from '../../photos/hooks'
import type { ServiceRules } from '../../rules/needs'
import { needsOf } from '../../rules/needs'
import { Empty } from '../../ui/Empty'
import { ErrorNotice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'
import { papersOf, payloadOf, photosOf, policiesFor, policyOf, together, type RequestDraft, type Shown } from './draft'
import { RequestForm } from './RequestForm'
import { Sent } from './Sent'
import { Supplement } from './Supplement'
import { useRequest } from './useRequest'
import { WayBack } from './WayBack'
import '../../styles/field.css'
import '../../styles/customer.css'
import '../../styles/visit.css'
import './request.css'

/** What a customer asks for, taken down with him: which policy, what it needs, photos of his papers. */
export function RequestPage() {
  const { customerId } = useParams({ from: '/shell/service/request/$customerId' })
  const { papers } = useSearch({ from: '/shell/service/request/$customerId' })
  const { t } = useLingui()
  const id = Number(customerId)
  const story = useQuery({ ...customerQuery(id), enabled: Number.isSafeInteger(id) })
  const rules = useQuery(fieldRulesQuery)
  if (!Number.isSafeInteger(id)) return <Empty icon="search" title={t`没有这位客户`} />
  const error = story.error ?? rules.error
  if (story.data && rules.data && papers !== undefined) return <Supplement key={papers} story={story.data} rules={rules.data.service} request={papers} />
  if (story.data && rules.data) return <Request key={id} story={story.data} rules={rules.data.service} />
  return (
    <div className="page-body field-page" aria-busy={!error}>
      <h1>
        <Trans>登记一件受理</Trans>
      </h1>
      {error ? <ErrorNotice error={error} /> : <Waiting lines={3} />}
      <div>
        <Link to="/customers/$customerId" params={{ customerId }} className="button">
          <Trans>客户全景</Trans>
        </Link>
      </div>
    </div>
  )
}

function Request({ story, rules }: { story: Story; rules: ServiceRules }) {
  const { t } = useLingui()
  const { visit } = useSearch({ from: '/shell/service/request/$customerId' })
  const customer = story.customer_id
  const { draft, change, entryWith, restart } = useRequest(customer)
  const act = useDoing()
  const once = useOnce()
  const { photos } = usePhotos()
  const policies = policiesFor(rules, draft.item, story.policies)
  const policy = policyOf(draft, policies)

  const shown = async (): Promise<Shown> => {
    const digests = async (need?: string) => (await photos.digests(photosOf(draft, need)).catch(() => NOTHING)).all
    const papers: Shown['papers'] = {}
    for (const { code } of papersOf(needsOf(rules, draft.item ?? ''))) papers[code] = await digests(code)
    return together(draft.named, { papers, others: await digests() })
  }
  const send = async () => {
    const named = await shown()
    const operation = await act('request.submit', payloadOf(rules, customer, draft, policy, named), ({ op_id }) => entryWith({ sent: op_id, named }))
    if (operation) change({ sent: operation.op_id, named })
  }
  const mended = (part: Partial<RequestDraft> = {}) => change({ sent: undefined, ...part })

  return (
    <div className="visit field-page">
      <header className="visit-head">
        <WayBack customer={customer} visit={visit} isQuiet label={t`退出，草稿已保存`}>
          <Trans>退出</Trans>
        </WayBack>
        <h1>
          <Trans>登记一件受理</Trans> <span className="visit-who">{story.name_masked}</span>
        </h1>
      </header>
      {draft.sent ? (
        <div className="visit-body">
          <Sent opId={draft.sent} draft={draft} story={story} visit={visit} onMend={mended} onAnother={restart} />
        </div>
      ) : (
        <RequestForm rules={rules} customer={customer} policies={policies} draft={draft} policy={policy} onChange={change} onSend={() => void once(send)} />
      )}
    </div>
  )
}

const NOTHING = { all: [] }
