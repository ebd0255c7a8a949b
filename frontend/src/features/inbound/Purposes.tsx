import { useLingui } from '@lingui/react/macro'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import type { SeatRules } from '../../api/calling'
import { ruleWord } from '../../i18n/seats'
import { Key } from '../../ui/KeyCap'
import { useKeys } from '../../ui/keys'

interface Props {
  rules: SeatRules
  value: string
  onChange: (purpose: string) => void
}

/** What he calls for. Its keys rest once it is chosen: then they are those of the outcomes; P is for choosing anew. */
export function Purposes({ rules, value, onChange }: Props) {
  const { t } = useLingui()
  const purposes = rules.scripts.script.filter(({ key }) => key !== null)
  const keys = value === '' ? Object.fromEntries(purposes.map(({ key, code }) => [key ?? '', () => onChange(code)])) : { p: () => onChange('') }
  useKeys(keys)
  return (
    <section className="card" aria-label={t`来电事由`}>
      <RadioGroup className="outcomes" value={value} onChange={onChange}>
        <Label className="outcome-head">
          {t`来电事由`}
          {value !== '' && <Key>P</Key>}
        </Label>
        <div className="outcome-tiles">
          {purposes.map((purpose) => (
            <Radio key={purpose.code} value={purpose.code} className="outcome">
              {value === '' && <Key>{purpose.key ?? ''}</Key>}
              {ruleWord(purpose)}
            </Radio>
          ))}
        </div>
      </RadioGroup>
    </section>
  )
}
