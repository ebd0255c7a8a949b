import { useLingui } from '@lingui/react/macro'
import type { Story } from '../../api/field'
import { policyStateWord } from '../../i18n/book'
import { ruleWord } from '../../i18n/seats'
import type { Need } from '../../rules/needs'
import { Field } from '../../ui/Field'
import { NoteField } from '../../ui/NoteField'
import { Notice } from '../../ui/Notice'
import { Tiles } from '../../ui/Tiles'
import type { RequestDraft } from './draft'

const NOTE_LENGTH = 1000
const TEXT_LENGTH = 300

interface Props {
  need: Need
  draft: RequestDraft
  policy: number | undefined
  policies: Story['policies']
  onChange: (part: Partial<RequestDraft>) => void
}

/** Something that has to be said; photos of papers stand by themselves. */
export function NeedField({ need, draft, policy, policies, onChange }: Props) {
  const { t } = useLingui()
  const label = ruleWord(need)
  const value = draft.values[need.code] ?? ''
  const say = (said: string) => onChange({ values: { ...draft.values, [need.code]: said } })
  switch (need.kind) {
    case 'policy': {
      if (policies.length === 0) return <Notice tone="warn">{t`客户名下没有能办这一项的保单；请换一项。`}</Notice>
      const tiles = policies.map((one) => ({ value: String(one.policy_id), label: one.product_name, hint: `${one.policy_no} · ${policyStateWord(one.state)}` }))
      return (
        <div className="request-policies">
          <Tiles label={label} tiles={tiles} value={policy === undefined ? undefined : String(policy)} onChange={(id) => onChange({ policy_id: Number(id) })} />
        </div>
      )
    }
    case 'choice':
      return <Tiles label={label} tiles={need.choice.map((one) => ({ value: one.code, label: ruleWord(one) }))} value={value || undefined} onChange={say} />
    case 'note':
      return <NoteField label={label} rows={3} maxLength={NOTE_LENGTH} value={draft.note} onChange={(note) => onChange({ note })} />
    case 'day':
      return <Field label={label} type="date" value={value} onChange={say} />
    case 'text':
      return <Field label={label} maxLength={TEXT_LENGTH} value={value} onChange={say} />
    case 'paper':
      return null
  }
}
