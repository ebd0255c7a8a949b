import { useLingui } from '@lingui/react/macro'
import type { Due } from '../../api/field'
import { deliveredWord } from '../../i18n/book'
import { day, money, percent } from '../../i18n/format'
import { riskText } from '../../i18n/why'
import { dueStateWord, riskWord } from '../../i18n/work'
import { Section } from '../../ui/Section'

/** What is unpaid, policy by policy, and why it may stay so. */
export function Dues({ dues }: { dues: Due[] }) {
  const { t } = useLingui()
  return (
    <Section title={t`应收`} many={dues.length} none={t`近期没有应缴保费。`}>
      <ul className="customer-cards">
        {dues.map((due) => (
          <li key={due.policy_id} className="customer-card">
            <DueCard due={due} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

export function DueCard({ due }: { due: Due }) {
  const { t } = useLingui()
  return (
    <>
      <div className="row">
        <strong className="due-amount">{money(due.amount)}</strong>
        <span className="badge due-state" data-due={due.state}>
          {dueStateWord(due.state)}
        </span>
        <span className="badge due-risk" data-risk={due.tier}>
          {t`失效风险 ${riskWord(due.tier)}（${percent(due.risk, 1, 0)}）`}
        </span>
      </div>
      <p>
        {due.product_name} <span className="soft">{due.policy_no}</span>
      </p>
      <p>
        {due.days > 0 ? t`${day(due.due_on)} 到期，已过 ${due.days} 天` : t`${day(due.due_on)} 到期，还有 ${-due.days} 天`}
        {' · '}
        {t`宽限期至 ${day(due.grace_ends)}`}
      </p>
      {due.unpaid > 1 && <p>{t`共 ${due.unpaid} 期未缴，合计 ${money(due.unpaid_amount)}`}</p>}
      {due.failure && <p className="due-failure">{t`扣款失败：${deliveredWord(due.failure)}`}</p>}
      {due.reasons.length > 0 && (
        <ul className="due-reasons" aria-label={t`风险原因`}>
          {due.reasons.map((reason) => (
            <li key={reason.code}>{riskText(reason)}</li>
          ))}
        </ul>
      )}
    </>
  )
}
