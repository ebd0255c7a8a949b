import { Trans, useLingui } from '@lingui/react/macro'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { count } from '../../i18n/format'
import { Empty } from '../../ui/Empty'
import { useRules, type Sought } from './data'
import { Tried } from './Tried'

/** Whom to look for: first whose next step is due, of those who was tried longest ago. */
export function Unreachable({ sought }: { sought: Sought[] }) {
  const { t } = useLingui()
  const { show } = useSearch({ from: '/shell/appointments' })
  const navigate = useNavigate({ from: '/appointments' })
  const rules = useRules()
  if (!rules || sought.length === 0) {
    return (
      <Empty icon="done" title={t`没有要查找的客户`}>
        <p className="soft">
          <Trans>电话是空号、号码不是本人、搬走或地址有误的客户会列在这里，按步骤查找。</Trans>
        </p>
      </Empty>
    )
  }
  const lost = sought.filter((one) => one.search.isLost)
  const chips = [
    { shows: undefined, label: t`全部`, found: sought },
    { shows: 'sought' as const, label: t`查找中`, found: sought.filter((one) => !one.search.isLost) },
    { shows: 'lost' as const, label: t`失联`, found: lost },
  ]
  const shown = (chips.find((chip) => chip.shows === show)?.found ?? sought).toSorted((a, b) => order(a).localeCompare(order(b)))
  return (
    <>
      <fieldset className="chips" aria-label={t`按情况筛选`}>
        {chips.map(({ shows, label, found }) => (
          <button
            key={label}
            type="button"
            className="chip"
            aria-pressed={show === shows}
            onClick={() => void navigate({ search: { tab: 'unreachable', ...(shows && { show: shows }) }, replace: true })}
          >
            {label} <strong className="number">{count(found.length)}</strong>
          </button>
        ))}
      </fieldset>
      {shown.length === 0 && <Empty icon="search" title={t`没有符合条件的客户`} />}
      <ul className="sought" aria-label={t`要查找的客户`}>
        {shown.map(({ customer, search }) => (
          <li key={customer.customer_id} className="card section">
            <div className="row">
              <Link to="/customers/$customerId" params={{ customerId: String(customer.customer_id) }} className="stop-name">
                {customer.name_masked}
              </Link>
              <span className="number soft">{customer.mobile_masked}</span>
              <span className={search.isLost ? 'badge badge-bad' : 'badge badge-warn'}>{search.isLost ? t`失联` : t`查找中`}</span>
              <span className="row-end soft">{customer.community ?? customer.address_masked}</span>
            </div>
            <Tried customer={customer.customer_id} name={customer.name_masked} rules={rules.unreachable} search={search} />
          </li>
        ))}
      </ul>
    </>
  )
}

const order = ({ search: { nextOn, tried } }: Sought) => `${nextOn} ${tried[0]?.at ?? ''}`
