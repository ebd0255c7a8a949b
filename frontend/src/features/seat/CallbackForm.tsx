import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Field } from '../../ui/Field'
import { inDays, inHours } from './days'
import type { Draft } from './draft'
import { Quick } from './Quick'

interface Props {
  draft: Draft
  onChange: (changes: Partial<Draft>) => void
}

/** When he wants to be called again; he returns to the queue then. */
export function CallbackForm({ draft, onChange }: Props) {
  const { t } = useLingui()
  const [offers] = useState(() => [
    { label: t`一小时后`, value: inHours(1) },
    { label: t`三小时后`, value: inHours(3) },
    { label: t`明天 10:00`, value: `${inDays(1)}T10:00` },
    { label: t`明天 19:00`, value: `${inDays(1)}T19:00` },
  ])
  const choose = (callbackAt: string) => onChange({ callbackAt })
  return (
    <div className="outcome-form stack-tight">
      <Field label={t`什么时候回拨`} type="datetime-local" min={inHours(0)} value={draft.callbackAt} onChange={choose} autoFocus />
      <Quick label={t`常用时间`} offers={offers} value={draft.callbackAt} onChoose={choose} />
    </div>
  )
}
