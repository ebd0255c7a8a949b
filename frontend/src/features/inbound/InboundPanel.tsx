import { Trans } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { saveInbound, type Outcome, type SeatRules } from '../../api/calling'
import type { Call } from '../../api/desk'
import { customerQuery, type Story } from '../../api/field'
import { useCity } from '../../session/city'
import { Button } from '../../ui/Button'
import { Key } from '../../ui/KeyCap'
import { useKeys } from '../../ui/keys'
import { Notice } from '../../ui/Notice'
import { SavedWords } from '../seat/SavedCall'
import { branchesOf, outcomeOf } from '../seat/outcomes'
import { TalkForm } from '../seat/TalkForm'
import { CallerCard } from './CallerCard'
import { inboundOf, type InboundDraft } from './draft'
import { Purposes } from './Purposes'

interface Props {
  rules: SeatRules
  /** None where nobody knows who called. */
  story: Story | null
  draft: InboundDraft
  change: (changes: Partial<InboundDraft>) => void
  forget: () => void
  onNext: () => void
}

/** What he calls for, then what came of it: each has its keys, one after the other. */
export function InboundPanel({ rules, story, draft, change, forget, onNext }: Props) {
  const queries = useQueryClient()
  const city = useCity()?.code ?? ''
  const saving = useMutation({
    mutationFn: (call: Call) => saveInbound(city, inboundOf(draft, leafOf(rules, call), story?.customer_id ?? null)),
    onSuccess: () => {
      forget()
      const changed = [['queue'], ['requests'], ...(story ? [customerQuery(story.customer_id).queryKey] : [])]
      for (const queryKey of changed) void queries.invalidateQueries({ queryKey })
    },
  })
  if (saving.data) return <Saved onNext={onNext}>{story ? <SavedWords story={story} saved={saving.data} /> : <KeptWords />}</Saved>
  return (
    <>
      <CallerCard story={story} draft={draft} change={change} />
      <Purposes rules={rules} value={draft.purpose} onChange={(purpose) => change({ purpose })} />
      {draft.purpose !== '' && (
        <TalkForm direction="inbound" rules={rules} story={story} draft={draft} change={change} saving={saving}>
          {(save) => (
            <div className="row">
              <Button look="primary" onPress={save} isPending={saving.isPending} aria-keyshortcuts="Control+Enter">
                <Trans>保存</Trans>
                <Key>Ctrl ↵</Key>
              </Button>
            </div>
          )}
        </TalkForm>
      )}
    </>
  )
}

/** The rule of the outcome that is saved, which was offered. */
const leafOf = (rules: SeatRules, call: Call) => outcomeOf(branchesOf(rules, 'inbound'), call.outcome) as Outcome

const KeptWords = () => (
  <Notice tone="good">
    <strong>
      <Trans>已保存：这通来电已记下。</Trans>
    </strong>
  </Notice>
)

function Saved({ onNext, children }: { onNext: () => void; children: React.ReactNode }) {
  const navigate = useNavigate({ from: '/inbound' })
  const next = () => {
    onNext()
    void navigate({ search: {} })
  }
  useKeys({ i: next })
  return (
    <section className="card stack">
      {children}
      <div className="row">
        <Button look="primary" icon="phone" onPress={next} aria-keyshortcuts="i">
          <Trans>接下一通来电</Trans>
          <Key>I</Key>
        </Button>
        <Link to="/queue" className="button">
          <Trans>回到名单</Trans>
        </Link>
      </div>
    </section>
  )
}
