import { useLingui } from '@lingui/react/macro'
import type { ServiceItem } from '../../api/calling'
import { answeredWithin, asksWord, laneWord, ruleWord } from '../../i18n/seats'
import { Choice } from '../../ui/Field'
import { NoteField } from '../../ui/NoteField'
import type { Draft } from './draft'

interface Props {
  items: ServiceItem[]
  draft: Draft
  onChange: (changes: Partial<Draft>) => void
}

/** What is taken in for him, what he has to bring, and who goes on with it. */
export function ServiceForm({ items, draft, onChange }: Props) {
  const { t } = useLingui()
  const chosen = items.find((item) => item.code === draft.serviceItem)
  return (
    <div className="outcome-form stack-tight">
      <Choice
        label={t`要办什么`}
        value={draft.serviceItem}
        options={[{ value: '', label: t`请选择` }, ...items.map((item) => ({ value: item.code, label: ruleWord(item) }))]}
        onChange={(serviceItem) => onChange({ serviceItem })}
        autoFocus
      />
      {chosen && (
        <p>
          {asksWord(chosen)} {laneWord(chosen.lane)} <span className="soft">{answeredWithin(chosen)}</span>
        </p>
      )}
      <NoteField label={t`客户的要求`} rows={2} maxLength={1000} value={draft.serviceNote} onChange={(serviceNote) => onChange({ serviceNote })} />
    </div>
  )
}
