import { Trans, useLingui } from '@lingui/react/macro'
import type { Due } from '../../api/field'
import { visitOutcomeWord } from '../../i18n/work'
import type { Draft } from './draft'
import { chosenDue } from './Options'

const ABOUT_MONEY = ['promised', 'link_sent', 'debit_repair', 'paid_already', 'refused'] as const
const MET = ['informed', 'wants_surrender'] as const
const NOT_MET = ['not_home', 'moved', 'wrong_address'] as const

interface Props {
  draft: Draft
  dues: Due[]
  onDone: (part: Partial<Draft>) => void
}

export function OutcomeStep({ draft, dues, onDone }: Props) {
  const { t } = useLingui()
  const due = chosenDue(dues, draft)
  const group = (title: string, outcomes: readonly string[]) => (
    <section className="stack-tight">
      <h2>{title}</h2>
      <div className="options">
        {outcomes.map((outcome) => (
          <button
            key={outcome}
            type="button"
            className="option"
            aria-pressed={draft.outcome === outcome}
            onClick={() => onDone({ outcome, ...(due && { policy_id: due.policy_id, number: due.number }) })}
          >
            <strong>{visitOutcomeWord(outcome)}</strong>
          </button>
        ))}
      </div>
    </section>
  )
  return (
    <div className="stack">
      <p className="soft">
        <Trans>选一项，自动进入下一步。</Trans>
      </p>
      {group(t`见到了客户`, due ? [...ABOUT_MONEY, ...MET] : MET)}
      {group(t`没有见到`, NOT_MET)}
    </div>
  )
}
