import { Label, TextArea, TextField, type TextFieldProps } from 'react-aria-components'

interface Props extends Omit<TextFieldProps, 'children' | 'className'> {
  label: string
  rows?: number
  placeholder?: string
}

/** A field for a few sentences. */
export function NoteField({ label, rows = 3, placeholder, ...rest }: Props) {
  return (
    <TextField {...rest} className="field">
      <Label>{label}</Label>
      <TextArea className="input note" rows={rows} placeholder={placeholder} />
    </TextField>
  )
}
