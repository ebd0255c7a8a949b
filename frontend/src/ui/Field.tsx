import { useId } from 'react'
import { FieldError, Input, Label, Text, TextField, type TextFieldProps } from 'react-aria-components'

interface Props extends Omit<TextFieldProps, 'children' | 'className'> {
  label: string
  hint?: string
  error?: string
  inputMode?: 'text' | 'numeric' | 'decimal' | 'search' | 'tel'
  min?: string
  max?: string | undefined
  placeholder?: string
}

export function Field({ label, hint, error, inputMode, min, max, placeholder, ...rest }: Props) {
  return (
    <TextField {...rest} className="field" isInvalid={error !== undefined}>
      <Label>{label}</Label>
      <Input className="input" inputMode={inputMode} min={min} max={max} placeholder={placeholder} />
      {hint && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </TextField>
  )
}

interface ChoiceProps {
  label: string
  value: string
  options: { value: string; label: string }[]
  onChange: (value: string) => void
  autoFocus?: boolean
}

/** A choice of few: the browser's own control, which every device knows how to show. */
export function Choice({ label, value, options, onChange, autoFocus = false }: ChoiceProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="input" value={value} onChange={(event) => onChange(event.target.value)} autoFocus={autoFocus}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
