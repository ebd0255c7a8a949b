import { useLingui } from '@lingui/react/macro'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import type { CallOutcome } from '../../api/desk'
import { ruleWord } from '../../i18n/seats'
import { callOutcomeWord } from '../../i18n/work'
import { Key } from '../../ui/KeyCap'
import type { Branch } from './outcomes'

interface Props {
  branches: Branch[]
  value: CallOutcome | null
  onChange: (outcome: CallOutcome) => void
}

export function Outcomes({ branches, value, onChange }: Props) {
  const { t } = useLingui()
  return (
    <RadioGroup className="outcomes" value={value} onChange={(chosen) => onChange(chosen as CallOutcome)}>
      <Label className="visually-hidden">{t`结果`}</Label>
      {branches.map((branch) => (
        <div key={branch.code} className="outcome-group">
          <span className="soft">{ruleWord(branch)}</span>
          <div className="outcome-tiles">
            {branch.outcomes.map(({ code, key }) => (
              <Radio key={code} value={code} className="outcome" aria-keyshortcuts={key}>
                <Key>{key === '-' ? '−' : key.toUpperCase()}</Key>
                {callOutcomeWord(code)}
              </Radio>
            ))}
          </div>
        </div>
      ))}
    </RadioGroup>
  )
}
