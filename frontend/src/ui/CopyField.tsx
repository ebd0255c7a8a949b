import { useLingui } from '@lingui/react/macro'
import { useId, useState } from 'react'
import { Button } from './Button'
import './copy.css'

interface Props {
  label: string
  value: string
}

/** A text to be put into another program. It is selected when it gets the focus: not every browser lets a page copy. */
export function CopyField({ label, value }: Props) {
  const { t } = useLingui()
  const id = useId()
  const [copied, setCopied] = useState('')
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="row copy">
        <input id={id} className="input" readOnly value={value} onFocus={(event) => event.target.select()} />
        {'clipboard' in navigator && (
          <Button
            aria-label={t`复制${label}`}
            onPress={() => void navigator.clipboard.writeText(value).then(() => setCopied(value))}
          >
            {copied === value ? t`已复制` : t`复制`}
          </Button>
        )}
      </div>
    </div>
  )
}
