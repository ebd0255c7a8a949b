import { Trans, useLingui } from '@lingui/react/macro'
import type { Cockpit } from '../../api/desk'
import { count, decimal } from '../../i18n/format'
import { requestStateWord, workplaceWord } from '../../i18n/work'
import { Define } from './Define'
import { RowsLink } from './RowsLink'

/** Tasks in the field and at the seats, and the visits that seats asked for. */
export function Work({ cockpit }: { cockpit: Cockpit }) {
  const { t } = useLingui()
  const { tasks, requests, hours_to_visit } = cockpit
  return (
    <section className="card stack">
      <h2>
        <Trans>任务</Trans>
      </h2>
      <table className="table plain">
        <thead>
          <tr>
            <th scope="col">{t`谁来做`}</th>
            <th scope="col" className="number">{t`待办`}</th>
            <th scope="col" className="number">{t`其中逾期`}</th>
            <th scope="col" className="number">{t`七天完成`}</th>
          </tr>
        </thead>
        <tbody>
          {tasks.map(({ workplace, open, overdue, done_7_days }) => (
            <tr key={workplace}>
              <th scope="row">{workplaceWord(workplace)}</th>
              <td className="number">
                <RowsLink rows={{ of: 'tasks', workplace, state: 'open' }}>{count(open)}</RowsLink>
              </td>
              <td className="number">
                <RowsLink rows={{ of: 'tasks', workplace, overdue: true }}>{count(overdue)}</RowsLink>
              </td>
              <td className="number">
                <RowsLink rows={{ of: 'tasks', workplace, state: 'done', recent: true }}>{count(done_7_days)}</RowsLink>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="row">
        <h2>
          <Trans>转上门</Trans>
        </h2>
        <Define what={t`转上门`}>
          <Trans>坐席请专员上门的请求，按现在的状态。到上门的时间：从提出到面访完成，取中位数。</Trans>
        </Define>
        <span className="row-end soft">
          {hours_to_visit === null ? <Trans>还没有完成的上门</Trans> : <Trans>到上门中位数 {decimal(hours_to_visit, 1)} 小时</Trans>}
        </span>
      </div>
      <ul className="request-counts">
        {requests.map((request) => (
          <li key={request.state}>
            <RowsLink rows={{ of: 'requests', state: request.state }} className="request-count">
              <strong className="number">{count(request.count)}</strong>
              <span>{requestStateWord(request.state)}</span>
            </RowsLink>
          </li>
        ))}
      </ul>
    </section>
  )
}
