import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { seatRulesQuery } from '../../api/calling'
import { claimQuery } from '../../api/desk'
import { customerQuery } from '../../api/field'
import { useCity } from '../../session/city'
import { ErrorNotice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'
import { useSeatNews } from '../requests/live'
import { CallHead } from './CallHead'
import { CallPanel } from './CallPanel'
import { freshDraft } from './draft'
import { LeaseLeft } from './LeaseLeft'
import { scriptFor } from './scripts'
import { StorySide } from './StorySide'
import { useDraft } from './useDraft'
import './seat.css'

/** One call on one screen: whom one talks to and what came of it on the left, what to say and his story on the right. */
export function CallPage() {
  const { claimId } = useParams({ from: '/shell/call/$claimId' })
  return <OneCall key={claimId} claimId={claimId} />
}

function OneCall({ claimId }: { claimId: string }) {
  const claim = useQuery(claimQuery(claimId))
  const story = useQuery({ ...customerQuery(claim.data?.customer_id ?? 0), enabled: claim.data !== undefined })
  const rules = useQuery(seatRulesQuery)
  const { t } = useLingui()
  const talk = useDraft(claimId, freshDraft)
  useSeatNews(useCity()?.code ?? '')
  return (
    <div className="call-page">
      <div className="call-side">
        <CallHead title={t`外呼`}>{claim.data && !claim.data.called && <LeaseLeft until={claim.data.leased_until} />}</CallHead>
        {claim.error && <ErrorNotice error={claim.error} />}
        {story.error && <ErrorNotice error={story.error} />}
        {rules.error && <ErrorNotice error={rules.error} />}
        {(claim.isPending || rules.isPending || (claim.data && story.isPending)) && <Waiting lines={8} />}
        {claim.data && story.data && rules.data && <CallPanel claim={claim.data} rules={rules.data} story={story.data} talk={talk} />}
      </div>
      <div className="call-story">
        {claim.data && story.data && rules.data && <StorySide script={scriptFor(rules.data, 'outbound', claim.data.script, talk.draft.outcome)} story={story.data} />}
      </div>
    </div>
  )
}
