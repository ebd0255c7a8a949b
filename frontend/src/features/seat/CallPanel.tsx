import type { SeatRules } from '../../api/calling'
import type { Claim } from '../../api/desk'
import type { Story } from '../../api/field'
import { useReveal } from '../../api/reveal'
import { useKeys } from '../../ui/keys'
import { isForbidden, useBeginning } from './beginning'
import { BudgetLeft } from './BudgetLeft'
import { CallForm } from './CallForm'
import { Forbidden } from './Forbidden'
import { useLease } from './lease'
import { SavedCall } from './SavedCall'
import { useSaving } from './saving'
import type { Talk } from './useDraft'
import { Who } from './Who'

interface Props {
  claim: Claim
  rules: SeatRules
  story: Story
  talk: Talk
}

export function CallPanel({ claim, rules, story, talk }: Props) {
  const { draft, change, forget } = talk
  const saving = useSaving(claim, forget)
  const reveal = useReveal(story.customer_id)
  useLease(claim, !claim.called)
  const budget = useBeginning(claim)
  const forbidden = !claim.called && isForbidden(budget)
  useKeys({ r: () => !forbidden && !reveal.data && reveal.mutate() })
  return (
    <>
      <Who claim={claim} story={story} reveal={reveal} mayCall={!forbidden}>
        {budget && <BudgetLeft budget={budget} />}
      </Who>
      {claim.called ? (
        <SavedCall story={story} saved={saving.data} />
      ) : forbidden && budget ? (
        <Forbidden claim={claim} budget={budget} />
      ) : (
        <CallForm claim={claim} rules={rules} story={story} draft={draft} change={change} saving={saving} />
      )}
    </>
  )
}
