import { Trans, useLingui } from '@lingui/react/macro'
import { count } from '../../i18n/format'
import { Button } from '../../ui/Button'

interface Props {
  value: number
  most: number
  onChange: (value: number) => void
}

/** How many come, himself among them: by two buttons big enough for a thumb. */
export function Persons({ value, most, onChange }: Props) {
  const { t } = useLingui()
  return (
    <fieldset className="event-persons">
      <legend className="visually-hidden">{t`参加人数（含本人）`}</legend>
      <Button icon="minus" aria-label={t`少一人`} isDisabled={value <= 1} onPress={() => onChange(value - 1)} />
      <output aria-live="polite">
        <Trans>{count(value)} 人</Trans>
      </output>
      <Button icon="plus" aria-label={t`多一人`} isDisabled={value >= most} onPress={() => onChange(value + 1)} />
    </fieldset>
  )
}
