import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { SeatLine, WaitingItem } from '../../api/seats'
import { dateTime } from '../../i18n/format'
import { taskKindWord } from '../../i18n/work'
import { useRowKeys } from '../../ui/rowKeys'

/** Who waits, the longest first. */
export function WaitingList({ items, seats }: { items: WaitingItem[]; seats: SeatLine[] }) {
  const { t } = useLingui()
  const box = useRowKeys()
  const nameOf = (account: string | null) => seats.find((seat) => seat.account_id === account)?.name
  return (
    <section ref={box} className="table-box waiting-list" tabIndex={0} aria-label={t`等待的客户`}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">
              <Trans context="one">客户</Trans>
            </th>
            <th scope="col">{t`事由`}</th>
            <th scope="col">{t`从何时起`}</th>
            <th scope="col">{t`分给`}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.item_id}>
              <td className="unbroken">
                <Link to="/customers/$customerId" params={{ customerId: String(item.customer_id) }}>
                  {item.name_masked}
                </Link>
              </td>
              <td>{taskKindWord(item.kind)}</td>
              <td className={item.late ? 'unbroken late' : 'unbroken'}>{dateTime(item.waits_since)}</td>
              <td className="soft">{nameOf(item.assigned_to) ?? t`所有人`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
