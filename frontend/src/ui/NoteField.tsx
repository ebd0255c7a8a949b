import { useLingui } from '@lingui/react/macro'
import { Label, Text, TextArea, TextField, type TextFieldProps } from 'react-aria-components'
import { count } from '../i18n/format'

interface Props extends Omit<TextFieldProps, 'children' | 'className'> {
  label: string
  rows?: number
  placeholder?: string
}

/** How much room is left is said from here on. */
const NEARLY_FULL = 0.9

/** A field for a few sentences. The browser cuts off what is longer than it takes, as when it is pasted: that is said. */
export function NoteField({ label, rows = 3, placeholder, ...rest }: Props) {
  return (
    <TextField {...rest} className="field">
      <Label>{label}</Label>
      <TextArea className="input note" rows={rows} placeholder={placeholder} />
      {rest.maxLength !== undefined && <Room written={rest.value?.length ?? 0} most={rest.maxLength} />}
    </TextField>
  )
}

function Room({ written, most }: { written: number; most: number }) {
  const { t } = useLingui()
  if (written < most * NEARLY_FULL) return null
  // What was cut off before a character of two halves, as an emoji, is one short of it.
  const isFull = written >= most - 1
  return (
    <Text slot="description" className="field-hint" aria-live="polite">
      {isFull ? t`已写满 ${count(most)} 字，再多的没有写进去，请检查结尾。` : t`还可以写 ${count(most - written)} 字`}
    </Text>
  )
}
