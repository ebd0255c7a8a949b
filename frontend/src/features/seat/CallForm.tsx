import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Checkbox } from 'react-aria-components'
import type { CallOutcome, Claim } from '../../api/desk'
import type { Story } from '../../api/field'
import { Button } from '../../ui/Button'
import { Key } from '../../ui/KeyCap'
import { useKeys } from '../../ui/keys'
import { ErrorNotice, Notice } from '../../ui/Notice'
import { NoteField } from '../../ui/NoteField'
import { CallbackForm } from './CallbackForm'
import { CallExtras, linked } from './CallExtras'
import { callOf, dueKey, lackingIn, type Draft, type Lacking } from './draft'
import { Outcomes } from './Outcomes'
import { OUTCOME_KEYS } from './outcomes'
import { PromiseForm } from './PromiseForm'
import type { useSaving } from './saving'
import { useGivingBack } from './taking'
import { VisitForm } from './VisitForm'

interface Props {
  claim: Claim
  story: Story
  draft: Draft
  change: (changes: Partial<Draft>) => void
  saving: ReturnType<typeof useSaving>
}

/** What the call came to. Every outcome has a key; Ctrl and Enter save from wherever somebody types. */
export function CallForm({ claim, story, draft, change, saving }: Props) {
  const { t } = useLingui()
  const [lacking, setLacking] = useState<Lacking | null>(null)
  const choose = (outcome: CallOutcome) => {
    const [only, second] = story.dues
    setLacking(null)
    change({ outcome, ...(draft.due === '' && only && !second ? { due: dueKey(only) } : {}) })
  }
  const save = () => {
    const first = lackingIn(draft)
    setLacking(first)
    if (first === null && draft.outcome && !saving.isPending) saving.mutate(callOf(draft, draft.outcome))
  }
  useKeys({
    ...Object.fromEntries(OUTCOME_KEYS.map(([key, outcome]) => [key, () => choose(outcome)])),
    v: () => change({ asksVisit: !draft.asksVisit }),
    l: () => story.dues.length > 0 && change(linked(story, draft, !draft.link)),
    'ctrl+enter': save,
  })
  const { outcome } = draft
  return (
    <section className="card stack" aria-label={t`通话结果`}>
      <Outcomes value={outcome} onChange={choose} />
      {outcome === 'promised' && <PromiseForm dues={story.dues} draft={draft} onChange={change} />}
      {outcome === 'call_back' && <CallbackForm draft={draft} onChange={change} />}
      {outcome !== 'wants_visit' && (
        <Checkbox className="check" isSelected={draft.asksVisit} onChange={(asksVisit) => change({ asksVisit })} aria-keyshortcuts="v">
          <span className="check-box" aria-hidden="true" />
          <Trans>转上门：请专员去一趟</Trans>
          <Key>V</Key>
        </Checkbox>
      )}
      {(outcome === 'wants_visit' || draft.asksVisit) && <VisitForm story={story} draft={draft} onChange={change} />}
      <CallExtras story={story} draft={draft} onChange={change} />
      <NoteField label={t`备注`} rows={2} maxLength={2000} value={draft.note} onChange={(note) => change({ note })} />
      {lacking && <LackingNotice lacking={lacking} />}
      {saving.error && <ErrorNotice error={saving.error} />}
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
    </section>
  )
}

function LackingNotice({ lacking }: { lacking: Lacking }) {
  const { t } = useLingui()
  const words: Record<Lacking, string> = {
    outcome: t`请先选择通话结果。`,
    due: t`请选择承诺缴哪一笔。`,
    promisedOn: t`请填写承诺缴费的日期。`,
    callbackAt: t`请填写回拨的时间。`,
  }
  return <Notice tone="warn">{words[lacking]}</Notice>
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
