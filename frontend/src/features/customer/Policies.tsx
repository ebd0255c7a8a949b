import { useLingui } from '@lingui/react/macro'
import type { Policy } from '../../api/field'
import { deliveredWord, payModeWord, policyRoleWord, policyStateWord, standingWord } from '../../i18n/book'
import { count, day, money } from '../../i18n/format'
import { Section } from '../../ui/Section'
import { HistoryButton } from './HistoryButton'

export function Policies({ policies }: { policies: Policy[] }) {
  const { t } = useLingui()
  return (
    <Section title={t`保单`} many={policies.length} none={t`名下没有保单。`}>
      <ul className="customer-cards">
        {policies.map((policy) => (
          <li key={policy.policy_id} className="customer-card">
            <PolicyCard policy={policy} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function PolicyCard({ policy }: { policy: Policy }) {
  const { t } = useLingui()
  return (
    <>
      <div className="row">
        <strong>{policy.product_name}</strong>
        <span className="badge" data-policy={policy.state}>
          {policyStateWord(policy.state)}
        </span>
        <span className="badge" data-standing={policy.standing}>
          {standingWord(policy.standing)}
        </span>
      </div>
      <p className="soft">
        {policy.policy_no} · {deliveredWord(policy.category)} · {policyRoleWord(policy.role)}
      </p>
      <dl className="policy-facts">
        <Fact label={t`保费`} value={`${money(policy.premium)} ${payModeWord(policy.pay_mode)}`} />
        <Fact label={t`保额`} value={policy.sum_insured === null ? '–' : money(policy.sum_insured)} />
        <Fact label={t`生效`} value={day(policy.effective_on)} />
        <Fact label={t`缴至`} value={policy.paid_to ? day(policy.paid_to) : '–'} />
        <Fact label={t`已缴期数`} value={known(policy.paid_instalments)} />
        <Fact label={t`迟缴期数`} value={known(policy.late_instalments)} />
        {policy.debit_state && <Fact label={t`银行转账`} value={deliveredWord(policy.debit_state)} />}
      </dl>
      <HistoryButton policy={policy} />
    </>
  )
}

/** A number, or that nothing was delivered of it. */
function known(value: number | null): string {
  return value === null ? '–' : count(value)
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  )
}
