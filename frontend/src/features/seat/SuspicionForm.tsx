import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox, CheckboxGroup, Label } from 'react-aria-components'
import type { SeatRules } from '../../api/calling'
import { ruleWord } from '../../i18n/seats'
import { NoteField } from '../../ui/NoteField'
import type { Draft } from './draft'

interface Props {
  rules: SeatRules['suspicion']
  draft: Draft
  onChange: (changes: Partial<Draft>) => void
}

/** What sounded wrong. It goes to operations; what the customer asks for goes on all the same. */
export function SuspicionForm({ rules, draft, onChange }: Props) {
  const { t } = useLingui()
  return (
    <div className="outcome-form stack-tight">
      <CheckboxGroup className="stack-tight" value={draft.signs} onChange={(signs) => onChange({ signs })}>
        <Label>{t`哪里可疑`}</Label>
        {rules.sign.map((sign) => (
          <Checkbox key={sign.code} value={sign.code} className="check">
            <span className="check-box" aria-hidden="true" />
            {ruleWord(sign)}
          </Checkbox>
        ))}
      </CheckboxGroup>
      <NoteField label={t`补充说明`} rows={2} maxLength={1000} value={draft.suspicionNote} onChange={(suspicionNote) => onChange({ suspicionNote })} />
      <p className="soft">
        <Trans>只供保险公司核查：客户要办的事照常办理，不拖延、不设障碍。</Trans>
      </p>
    </div>
  )
}
