import { Trans, useLingui } from '@lingui/react/macro'
import type { ServiceItem } from '../../api/calling'
import { asksWord, ruleWord } from '../../i18n/seats'
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
          {asksWord(chosen)} <Lane lane={chosen.lane} />{' '}
          <span className="soft">{chosen.working ? <Trans>{chosen.days} 个工作日内答复</Trans> : <Trans>{chosen.days} 日内答复</Trans>}</span>
        </p>
      )}
      <NoteField label={t`客户的要求`} rows={2} maxLength={1000} value={draft.serviceNote} onChange={(serviceNote) => onChange({ serviceNote })} />
    </div>
  )
}

function Lane({ lane }: { lane: ServiceItem['lane'] }) {
  if (lane === 'here') return <Trans>由我们受理。</Trans>
  if (lane === 'phone') return <Trans>客户在自己手机上确认。</Trans>
  return <Trans>须到柜面或用官方 App 办理。</Trans>
}
