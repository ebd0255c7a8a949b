import { Trans } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import type { SeatRules } from '../../api/calling'
import type { Claim } from '../../api/desk'
import type { Story } from '../../api/field'
import { Button } from '../../ui/Button'
import { Key } from '../../ui/KeyCap'
import { ErrorNotice, Notice } from '../../ui/Notice'
import type { Draft } from './draft'
import type { useSaving } from './saving'
import { useGivingBack } from './taking'
import { TalkForm } from './TalkForm'

interface Props {
  claim: Claim
  rules: SeatRules
  story: Story
  draft: Draft
  change: (changes: Partial<Draft>) => void
  saving: ReturnType<typeof useSaving>
}

/** What a call to somebody in one's hand came to. */
export function CallForm({ claim, rules, story, draft, change, saving }: Props) {
  return (
    <TalkForm direction="outbound" rules={rules} story={story} draft={draft} change={change} saving={saving}>
      {(save) => (
        <>
          {claim.leased_until === null && (
            <Notice tone="warn">
              <strong>
                <Trans>领取已到期，客户可能已回到名单。</Trans>
              </strong>
              <span>
                <Trans>这通电话仍然可以保存，会注明在到期后保存。</Trans>
              </span>
            </Notice>
          )}
          <Foot claim={claim} isSaving={saving.isPending} onSave={save} />
        </>
      )}
    </TalkForm>
  )
}

function Foot({ claim, isSaving, onSave }: { claim: Claim; isSaving: boolean; onSave: () => void }) {
  const navigate = useNavigate()
  const givingBack = useGivingBack(() => void navigate({ to: '/queue', search: {} }))
  return (
    <>
      {givingBack.error && <ErrorNotice error={givingBack.error} />}
      <div className="row">
        <Button look="primary" onPress={onSave} isPending={isSaving} aria-keyshortcuts="Control+Enter">
          <Trans>保存</Trans>
          <Key>Ctrl ↵</Key>
        </Button>
        <Button onPress={() => givingBack.mutate({ claim: claim.claim_id })} isPending={givingBack.isPending}>
          <Trans>没有呼出，放回名单</Trans>
        </Button>
      </div>
    </>
  )
}
