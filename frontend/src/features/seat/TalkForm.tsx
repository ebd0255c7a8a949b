import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Checkbox } from 'react-aria-components'
import type { Direction, Outcome, SeatRules } from '../../api/calling'
import type { Call, CallOutcome } from '../../api/desk'
import type { Story } from '../../api/field'
import { ruleWord } from '../../i18n/seats'
import { Key } from '../../ui/KeyCap'
import { useKeys } from '../../ui/keys'
import { ErrorNotice, Notice } from '../../ui/Notice'
import { NoteField } from '../../ui/NoteField'
import { CallbackForm } from './CallbackForm'
import { CallExtras, linked } from './CallExtras'
import { asksService, asksVisit, callOf, dueKey, lackingIn, type Draft, type Lacking } from './draft'
import { Outcomes } from './Outcomes'
import { branchesOf, outcomeOf, withoutNeeds } from './outcomes'
import { PromiseForm } from './PromiseForm'
import { ServiceForm } from './ServiceForm'
import { SuspicionForm } from './SuspicionForm'
import { VisitForm } from './VisitForm'

interface Props {
  direction: Direction
  rules: SeatRules
  /** None where nobody knows who called. */
  story: Story | null
  draft: Draft
  change: (changes: Partial<Draft>) => void
  saving: { isPending: boolean; error: Error | null; mutate: (call: Call) => void }
  children: (save: () => void) => React.ReactNode
}

/** What a call came to. Every outcome has a key; Ctrl and Enter save from wherever somebody types. */
export function TalkForm({ direction, rules, story, draft, change, saving, children }: Props) {
  const { t } = useLingui()
  const [lacking, setLacking] = useState<Lacking | null>(null)
  const branches = story ? branchesOf(rules, direction) : withoutNeeds(branchesOf(rules, direction))
  const outcome = outcomeOf(branches, draft.outcome)
  const choose = (code: CallOutcome) => {
    const [only, second] = story?.dues ?? []
    setLacking(null)
    change({ outcome: code, ...(draft.due === '' && only && !second ? { due: dueKey(only) } : {}) })
  }
  const save = () => {
    const first = lackingIn(draft, outcome)
    setLacking(first)
    if (first === null && outcome && !saving.isPending) saving.mutate(callOf(draft, outcome))
  }
  useKeys({
    ...Object.fromEntries(branches.flatMap(({ outcomes }) => outcomes).map(({ key, code }) => [key, () => choose(code)])),
    ...(story && {
      v: () => change({ asksVisit: !draft.asksVisit }),
      s: () => change({ asksService: !draft.asksService }),
      l: () => story.dues.length > 0 && change(linked(story, draft, !draft.link)),
    }),
    t: () => change({ suspects: !draft.suspects }),
    'ctrl+enter': save,
  })
  return (
    <section className="card stack" aria-label={t`通话结果`}>
      <Outcomes branches={branches} value={draft.outcome} onChange={choose} />
      {story && <OfCustomer rules={rules} story={story} draft={draft} outcome={outcome} change={change} />}
      <Checkbox className="check" isSelected={draft.suspects} onChange={(suspects) => change({ suspects })} aria-keyshortcuts="t">
        <span className="check-box" aria-hidden="true" />
        {ruleWord(rules.suspicion)}
        <Key>T</Key>
      </Checkbox>
      {draft.suspects && <SuspicionForm rules={rules.suspicion} draft={draft} onChange={change} />}
      {story && <CallExtras story={story} draft={draft} onChange={change} />}
      <NoteField label={t`备注`} rows={2} maxLength={2000} value={draft.note} onChange={(note) => change({ note })} />
      {lacking && <LackingNotice lacking={lacking} />}
      {saving.error && <ErrorNotice error={saving.error} />}
      {children(save)}
    </section>
  )
}

interface OfCustomerProps {
  rules: SeatRules
  story: Story
  draft: Draft
  outcome: Outcome | undefined
  change: Props['change']
}

/** What can be agreed on with a customer. */
function OfCustomer({ rules, story, draft, outcome, change }: OfCustomerProps) {
  return (
    <>
      {outcome?.needs === 'promise' && <PromiseForm dues={story.dues} draft={draft} onChange={change} />}
      {outcome?.needs === 'callback_at' && <CallbackForm draft={draft} onChange={change} />}
      {outcome?.needs !== 'service' && (
        <Checkbox className="check" isSelected={draft.asksService} onChange={(one) => change({ asksService: one })} aria-keyshortcuts="s">
          <span className="check-box" aria-hidden="true" />
          <Trans>登记受理：客户要办保全或投诉</Trans>
          <Key>S</Key>
        </Checkbox>
      )}
      {asksService(draft, outcome) && <ServiceForm items={rules.service.item} draft={draft} onChange={change} />}
      {outcome?.needs !== 'visit' && (
        <Checkbox className="check" isSelected={draft.asksVisit} onChange={(one) => change({ asksVisit: one })} aria-keyshortcuts="v">
          <span className="check-box" aria-hidden="true" />
          <Trans>转上门：请专员去一趟</Trans>
          <Key>V</Key>
        </Checkbox>
      )}
      {asksVisit(draft, outcome) && <VisitForm story={story} draft={draft} onChange={change} />}
    </>
  )
}

function LackingNotice({ lacking }: { lacking: Lacking }) {
  const { t } = useLingui()
  const words: Record<Lacking, string> = {
    outcome: t`请先选择通话结果。`,
    due: t`请选择承诺缴哪一笔。`,
    promisedOn: t`请填写承诺缴费的日期。`,
    callbackAt: t`请填写回拨的时间。`,
    serviceItem: t`请选择客户要办什么。`,
    signs: t`请选择哪里可疑。`,
  }
  return <Notice tone="warn">{words[lacking]}</Notice>
}
