import { Trans, useLingui } from '@lingui/react/macro'
import { departmentWord } from '../../i18n/book'
import { dateTime } from '../../i18n/format'
import type { CallBudget } from './beginning'

/** How many calls are left, and who made the others: of all departments. */
export function BudgetLeft({ budget }: { budget: CallBudget }) {
  const { t } = useLingui()
  return (
    <dl className="budget-left" aria-label={t`触达额度`}>
      {budget.windows.map(({ days, contacts, used }) => (
        <div key={days} className="row">
          <dt className="soft">
            <Trans>触达额度</Trans>
          </dt>
          <dd>
            <span className={used.length >= contacts ? 'badge badge-bad' : 'badge'}>
              <Trans>
                {days} 天内来电 {used.length}/{contacts}
              </Trans>
            </span>{' '}
            <span className="soft">{used.map((one) => `${departmentWord(one.department)} ${dateTime(one.at)}`).join(' · ')}</span>
          </dd>
        </div>
      ))}
      {budget.asked && (
        <div className="soft">
          <Trans>客户约定的回拨，不受额度和时段限制，照常计入。</Trans>
        </div>
      )}
    </dl>
  )
}
