import { useLingui } from '@lingui/react/macro'
import { useRef, useState } from 'react'
import { Field } from './Field'

interface Props {
  label?: string
  placeholder: string
  value: string
  onChange: (value: string) => void
}

const TYPING_MS = 300

/** Asks when somebody has stopped typing. */
export function SearchField({ label, placeholder, value, onChange }: Props) {
  const { t } = useLingui()
  const [typed, setTyped] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const type = (text: string) => {
    setTyped(text)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onChange(text), TYPING_MS)
  }
  return <Field label={label ?? t`搜索`} placeholder={placeholder} type="search" inputMode="search" value={typed} onChange={type} />
}
