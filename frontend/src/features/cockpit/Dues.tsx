import { Trans, useLingui } from '@lingui/react/macro'
import type { Cockpit } from '../../api/desk'
import { count, money } from '../../i18n/format'
import { dueStateWord } from '../../i18n/work'
import { Define } from './Define'
import { RowsLink } from './RowsLink'

/** The due list by state; a bar's length is the number of policies. */
export function Dues({ dues }: { dues: Cockpit['dues'] }) {
  const { t } = useLingui()
  const most = Math.max(1, ...dues.map((due) => due.count))
  const all = dues.reduce((sum, due) => ({ count: sum.count + due.count, amount: sum.amount + Number(due.amount) }), { count: 0, amount: 0 })
  return (
    <section className="card stack">
      <div className="row">
        <h2>
          <Trans>应收清单</Trans>
        </h2>
        <Define what={t`应收清单`}>
          <Trans>每张保单只计最早一期未缴的保费。未到期的从应缴日前 30 天起列入；宽限期 60 天；效力中止后两年内仍可复效。</Trans>
        </Define>
        <RowsLink rows={{ of: 'dues' }}>
          <Trans>全部 {count(all.count)} 张</Trans>
        </RowsLink>
        <span className="row-end number">{money(Math.round(all.amount))}</span>
      </div>
      <ul className="bars">
        {dues.map((due) => (
          <li key={due.state}>
            <RowsLink rows={{ of: 'dues', state: due.state }} className="bar-link">
              <span>{dueStateWord(due.state)}</span>
              <span className="bar-box">
                <span className="bar-fill" data-due={due.state} style={{ inlineSize: `${(100 * due.count) / most}%` }} />
              </span>
              <span className="number">{count(due.count)}</span>
              <span className="number">{money(Math.round(Number(due.amount)))}</span>
            </RowsLink>
          </li>
        ))}
      </ul>
    </section>
  )
}
