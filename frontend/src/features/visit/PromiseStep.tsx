import { Trans, useLingui } from '@lingui/react/macro'
import type { Due } from '../../api/field'
import { day, money } from '../../i18n/format'
import { today } from '../../i18n/format'
import { Notice } from '../../ui/Notice'
import { Tiles } from '../../ui/Tiles'
import { DateChoice } from './DateChoice'
import type { Draft } from './draft'
import { chosenDue } from './Options'

interface Props {
  draft: Draft
  dues: Due[]
  onChange: (part: Partial<Draft>) => void
}

export function PromiseStep({ draft, dues, onChange }: Props) {
  const { t } = useLingui()
  const due = chosenDue(dues, draft)
  if (!due) {
    return (
      <Notice tone="warn">
        <Trans>没有应缴的保单，不能记承诺。请回到面访结果选其他一项。</Trans>
      </Notice>
    )
  }
  // A suspended policy can be reinstated for two years: there the server knows the last day.
  const last = due.state === 'suspended' || due.grace_ends < today() ? undefined : due.grace_ends
  return (
    <div className="stack">
      {dues.length > 1 && (
        <Tiles
          label={t`哪张保单`}
          tiles={dues.map((one) => ({ value: String(one.policy_id), label: `${money(one.amount)} · ${one.product_name}`, hint: one.policy_no }))}
          value={String(due.policy_id)}
          onChange={(chosen) => {
            const other = dues.find((one) => String(one.policy_id) === chosen)
            if (other) onChange({ policy_id: other.policy_id, number: other.number })
          }}
        />
      )}
      <p className="visit-sum">
        {money(due.amount)} <span className="soft">{due.product_name}</span>
      </p>
      <DateChoice
        label={last ? t`客户承诺哪一天之前缴（宽限期至 ${day(last)}）` : t`客户承诺哪一天之前缴`}
        value={draft.promised_on}
        last={last}
        onChange={(promised_on) => onChange({ promised_on, policy_id: due.policy_id, number: due.number })}
      />
    </div>
  )
}
