import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { seatRulesQuery } from '../../api/calling'
import { customerQuery } from '../../api/field'
import { Empty } from '../../ui/Empty'
import { ErrorNotice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'
import { CallHead } from '../seat/CallHead'
import { scriptFor } from '../seat/scripts'
import { StorySide } from '../seat/StorySide'
import { useDraft } from '../seat/useDraft'
import { DRAFT, freshInbound } from './draft'
import { FindCaller } from './FindCaller'
import { InboundPanel } from './InboundPanel'
import '../seat/seat.css'

/** A customer calls: who it is, in one step; then what for, what to say, and what came of it, beside his whole story. */
export function InboundPage() {
  const [calls, setCalls] = useState(0)
  return <OneCall key={calls} onNext={() => setCalls(calls + 1)} />
}

function OneCall({ onNext }: { onNext: () => void }) {
  const { t } = useLingui()
  const { customer, unknown } = useSearch({ from: '/shell/inbound' })
  const rules = useQuery(seatRulesQuery)
  const story = useQuery({ ...customerQuery(customer ?? 0), enabled: customer !== undefined })
  const { draft, change, forget } = useDraft(DRAFT, freshInbound)
  const script = rules.data && scriptFor(rules.data, 'inbound', draft.purpose, draft.outcome)
  const isReady = unknown === 1 || story.data !== undefined
  return (
    <div className="call-page">
      <div className="call-side">
        <CallHead title={t`接来电`} />
        {story.error && <ErrorNotice error={story.error} />}
        {rules.error && <ErrorNotice error={rules.error} />}
        {customer === undefined && unknown === undefined && <FindCaller draft={draft} change={change} />}
        {((customer !== undefined && story.isPending) || rules.isPending) && <Waiting lines={8} />}
        {isReady && rules.data && <InboundPanel rules={rules.data} story={story.data ?? null} draft={draft} change={change} forget={forget} onNext={onNext} />}
      </div>
      <div className="call-story">
        {story.data && <StorySide script={script} story={story.data} />}
        {customer === undefined && (
          <Empty icon="user" title={unknown === 1 ? t`不知道是谁来电` : t`先找到来电的人`}>
            <p className="soft">{unknown === 1 ? t`来电会连同号码和内容记下，客户情况没有可以显示的。` : t`找到以后，这里显示该说什么，以及他的保单、待办和联系记录。`}</p>
          </Empty>
        )}
      </div>
    </div>
  )
}
