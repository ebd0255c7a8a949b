import { Checkbox, CheckboxGroup, Label, Text } from 'react-aria-components'

interface ChecksProps<T extends string> {
  label: string
  hint?: string
  options: { value: T; label: string }[]
  chosen: T[]
  onChange: (chosen: T[]) => void
}

/** Any of a few. */
export function Checks<T extends string>({ label, hint, options, chosen, onChange }: ChecksProps<T>) {
  return (
    <CheckboxGroup className="field" value={chosen} onChange={(values) => onChange(values as T[])}>
      <Label className="field-label">{label}</Label>
      <div className="row">
        {options.map((option) => (
          <Checkbox key={option.value} className="check" value={option.value}>
            <span className="check-box" aria-hidden="true" />
            {option.label}
          </Checkbox>
        ))}
      </div>
      {hint && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
    </CheckboxGroup>
  )
}
