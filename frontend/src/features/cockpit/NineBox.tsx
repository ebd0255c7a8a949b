import { Trans, useLingui } from '@lingui/react/macro'
import { Link, useSearch } from '@tanstack/react-router'
import type { Cockpit } from '../../api/desk'
import { policyYearWord, windowWord } from '../../i18n/cockpit'
import { count, money, month as monthText, percent } from '../../i18n/format'
import { Define } from './Define'
import { RowsLink } from './RowsLink'

type Box = Cockpit['collection'][number]

const WINDOWS = ['current', 'next', 'grace_end']
const YEARS = ['second', 'third', 'fourth_on']

/** Collection rates of one due month: three windows by three policy years. */
export function NineBox({ boxes }: { boxes: Box[] }) {
  const { t } = useLingui()
  const search = useSearch({ from: '/shell/cockpit' })
  const months = [...new Set(boxes.map((box) => box.due_month))].toSorted()
  // The newest month whose first window is over says most.
  const usual = boxes.findLast((box) => box.window === 'current' && box.final)?.due_month ?? months.at(-1)
  const chosen = months.find((month) => month === search.month) ?? usual
  const at = (window: string, year: string) => boxes.find((box) => box.due_month === chosen && box.window === window && box.policy_year === year)
  return (
    <section className="card stack">
      <div className="row">
        <h2>
          <Trans>达成率九宫图</Trans>
        </h2>
        <Define what={t`达成率`}>
          <p>
            <Trans>按应缴月看存续单的保费收到多少（按金额）。当月：应缴当月底前收到；次月：次月底前；宽末：宽限期结束的那个月底前。</Trans>
          </p>
          <p>
            <Trans>第二年、第三年、第四年及以后，按保单年度。自动垫交不算收到。窗口未结束的标「进行中」。</Trans>
          </p>
        </Define>
        <span className="row-end" />
        <Link to="/cockpit/collection" search={chosen ? { month: chosen } : {}} className="button">
          <Trans>按网格、专员、坐席</Trans>
        </Link>
      </div>
      <nav className="months" aria-label={t`应缴月`}>
        {months.map((month) => (
          <Link key={month} to="/cockpit" search={{ ...search, month }} replace resetScroll={false} className="month" aria-current={month === chosen ? 'true' : undefined}>
            {monthText(month)}
          </Link>
        ))}
      </nav>
      <table className="nine">
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{t`窗口`}</span>
            </th>
            {YEARS.map((year) => (
              <th key={year} scope="col">
                {policyYearWord(year)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {WINDOWS.map((window) => (
            <tr key={window}>
              <th scope="row">{windowWord(window)}</th>
              {YEARS.map((year) => (
                <td key={year}>
                  <BoxLink box={at(window, year)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function BoxLink({ box }: { box: Box | undefined }) {
  const { t } = useLingui()
  if (!box || box.due_count === 0)
    return (
      <span className="nine-box">
        <strong>–</strong>
        <small>{t`没有应缴`}</small>
      </span>
    )
  const rate = Number(box.paid_amount) / Number(box.due_amount)
  return (
    <RowsLink rows={{ of: 'collection', month: box.due_month, window: box.window, year: box.policy_year }} className="nine-box">
      <span className="nine-fill" data-open={!box.final || undefined} style={{ blockSize: `${100 * Math.min(1, rate)}%` }} aria-hidden="true" />
      <strong>{percent(rate)}</strong>
      <small>
        {count(box.paid_count)} / {count(box.due_count)}
      </small>
      <small>{money(Math.round(Number(box.due_amount)))}</small>
      {!box.final && <small className="badge badge-warn">{t`进行中`}</small>}
    </RowsLink>
  )
}
