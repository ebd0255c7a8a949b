import { useLingui } from '@lingui/react/macro'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import type { CallOutcome } from '../../api/desk'
import { callOutcomeWord } from '../../i18n/work'
import { Key } from '../../ui/KeyCap'
import { NOT_REACHED, REACHED } from './outcomes'

interface Props {
  value: CallOutcome | null
  onChange: (outcome: CallOutcome) => void
}

export function Outcomes({ value, onChange }: Props) {
  const { t } = useLingui()
  return (
    <RadioGroup className="outcomes" value={value} onChange={(chosen) => onChange(chosen as CallOutcome)}>
      <Label className="visually-hidden">{t`结果`}</Label>
      <Group label={t`与本人通话`} outcomes={REACHED} />
      <Group label={t`没有谈成`} outcomes={NOT_REACHED} />
    </RadioGroup>
  )
}

function Group({ label, outcomes }: { label: string; outcomes: [key: string, outcome: CallOutcome][] }) {
  return (
    <div className="outcome-group">
      <span className="soft">{label}</span>
      <div className="outcome-tiles">
        {outcomes.map(([key, outcome]) => (
          <Radio key={outcome} value={outcome} className="outcome" aria-keyshortcuts={key}>
            <Key>{key === '-' ? '−' : key}</Key>
            {callOutcomeWord(outcome)}
          </Radio>
        ))}
      </div>
    </div>
  )
}
