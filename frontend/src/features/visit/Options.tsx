import { Trans, useLingui } from '@lingui/react/macro'
import type { Due } from '../../api/field'
import { visitOutcomeWord } from '../../i18n/work'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/Notice'
import { DueCard } from '../customer/Dues'
import type { Draft, Step } from './draft'

interface Props {
  draft: Draft
  dues: Due[]
  error: unknown
  isPending: boolean
  onDone: (part: Partial<Draft>, next?: Step) => void
}

/** What is due and what can be done about it, side by side. Nobody on our side takes money: there is nothing here for it. */
export function Options({ draft, dues, error, isPending, onDone }: Props) {
  const { t } = useLingui()
  const due = chosenDue(dues, draft)
  const choose = (outcome: string) =>
    onDone({ outcome, ...(due && { policy_id: due.policy_id, number: due.number }) }, outcome === 'promised' ? 'promise' : 'note')
  const options = due
    ? [
        { outcome: 'link_sent', title: t`缴费链接`, hint: t`发到客户本人手机，由客户本人支付。` },
        { outcome: 'debit_repair', title: t`修复银行转账`, hint: t`账户、授权或余额有问题，修好后自动扣款。` },
        { outcome: 'promised', title: t`承诺缴费`, hint: t`客户说好哪一天缴，到期前后系统会跟进。` },
        { outcome: 'paid_already', title: t`已缴费`, hint: t`客户说已经缴过，由系统核对到账。` },
      ]
    : [{ outcome: 'informed', title: visitOutcomeWord('informed'), hint: t`见到本人，介绍了服务，留下联系方式。` }]
  return (
    <div className="visit-split">
      <section className="stack-tight" aria-busy={isPending}>
        <h2>
          <Trans>应缴</Trans>
        </h2>
        {error ? <ErrorNotice error={error} /> : null}
        {!isPending && dues.length === 0 && !error && (
          <p className="soft">
            <Trans>近期没有应缴保费。</Trans>
          </p>
        )}
        {due && (
          <div className="customer-card">
            <DueCard due={due} />
          </div>
        )}
        {dues.length > 1 && (
          <p className="soft">
            <Trans>客户共有 {dues.length} 张保单应缴，这里先看最紧要的；承诺时可以换一张。</Trans>
          </p>
        )}
      </section>
      <section className="stack-tight">
        <h2>
          <Trans>办法</Trans>
        </h2>
        <div className="options">
          {options.map((option) => (
            <button key={option.outcome} type="button" className="option" aria-pressed={draft.outcome === option.outcome} onClick={() => choose(option.outcome)}>
              <strong>{option.title}</strong>
              <span>{option.hint}</span>
            </button>
          ))}
        </div>
        {due && (
          <p className="soft">
            <Trans>我们不经手任何款项：保费只由客户本人支付。</Trans>
          </p>
        )}
        <Button onPress={() => onDone({}, 'outcome')}>
          <Trans>其他结果</Trans>
        </Button>
      </section>
    </div>
  )
}

/** The due of the task's policy, else the one whose grace ends first. */
export function chosenDue(dues: Due[], draft: Pick<Draft, 'policy_id'>): Due | undefined {
  return dues.find((due) => due.policy_id === draft.policy_id) ?? dues.toSorted((a, b) => a.grace_ends.localeCompare(b.grace_ends))[0]
}
