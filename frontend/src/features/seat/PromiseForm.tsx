import { Trans, useLingui } from '@lingui/react/macro'
import type { Due } from '../../api/field'
import { day, daysUntil, money, today } from '../../i18n/format'
import { dueStateWord } from '../../i18n/work'
import { Choice, Field } from '../../ui/Field'
import { Notice } from '../../ui/Notice'
import { inDays } from './days'
import { dueKey, type Draft } from './draft'
import { Quick } from './Quick'

interface Props {
  dues: Due[]
  draft: Draft
  onChange: (changes: Partial<Draft>) => void
}

/** By which day he will pay which instalment. The amount is the insurer's and cannot be typed. */
export function PromiseForm({ dues, draft, onChange }: Props) {
  const { t } = useLingui()
  const chosen = dues.find((due) => dueKey(due) === draft.due)
  if (dues.length === 0)
    return (
      <Notice tone="warn">
        <Trans>这位客户现在没有未缴的保费，请选择其他结果。</Trans>
      </Notice>
    )
  // A suspended policy can be reinstated after its grace.
  const last = chosen?.state === 'suspended' ? undefined : chosen?.grace_ends
  const offers = [
    { label: t`今天`, value: today() },
    { label: t`明天`, value: inDays(1) },
    { label: t`三天后`, value: inDays(3) },
    { label: t`一周后`, value: inDays(7) },
  ].filter((offer) => last === undefined || offer.value <= last)
  return (
    <div className="outcome-form stack-tight">
      {dues.length > 1 && (
        <Choice
          label={t`哪一笔`}
          value={draft.due}
          options={[
            { value: '', label: t`请选择` },
            ...dues.map((due) => ({ value: dueKey(due), label: `${due.product_name} · ${money(due.amount)} · ${dueStateWord(due.state)}` })),
          ]}
          onChange={(due) => onChange({ due })}
        />
      )}
      {chosen && (
        <p>
          <strong>{money(chosen.amount)}</strong>{' '}
          <span className="soft">
            <Trans>
              第 {chosen.number} 期，宽限期到 {day(chosen.grace_ends)}（{daysUntil(chosen.grace_ends)} 天）
            </Trans>
          </span>
        </p>
      )}
      <Field
        label={t`承诺哪天前缴`}
        type="date"
        min={today()}
        max={last}
        value={draft.promisedOn}
        onChange={(promisedOn) => onChange({ promisedOn })}
        autoFocus
      />
      <Quick label={t`常用日期`} offers={offers} value={draft.promisedOn} onChoose={(promisedOn) => onChange({ promisedOn })} />
    </div>
  )
}
