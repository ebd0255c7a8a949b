import { Trans, useLingui } from '@lingui/react/macro'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Link, useSearch } from '@tanstack/react-router'
import { useLayoutEffect, useRef, useState, type RefObject } from 'react'
import type { CellCustomer } from '../../api/field'
import { deliveredWord } from '../../i18n/book'
import { count, dateTime } from '../../i18n/format'
import { Empty } from '../../ui/Empty'
import { Risk } from '../../ui/Risk'
import { useTheme } from '../../ui/theme'
import { colourOf, stateOf, wordOf, type By } from './states'
import { useNoneWord } from './words'

interface Props {
  customers: CellCustomer[]
  by: By
  scroller: RefObject<HTMLDivElement | null>
}

const ROW = 76

/** A few thousand customers: only the rows in sight are there. */
export function CustomerList({ customers, by, scroller }: Props) {
  const { t } = useLingui()
  const list = useRef<HTMLUListElement>(null)
  const [offset, setOffset] = useState(0)
  useLayoutEffect(() => setOffset(list.current?.offsetTop ?? 0), [customers.length])
  // It is not memoized by a compiler here, and what it gives is used in this component alone.
  // oxlint-disable-next-line react/incompatible-library
  const rows = useVirtualizer({
    count: customers.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
    scrollMargin: offset,
    getItemKey: (index) => customers[index]!.customer_id,
  })
  if (customers.length === 0) {
    return (
      <Empty icon="search" title={t`没有符合条件的客户`}>
        <Link to="/cell" search={(before) => ({ ...(before.cell !== undefined && { cell: before.cell }) })} className="button">
          <Trans>清除条件</Trans>
        </Link>
      </Empty>
    )
  }
  return (
    <ul ref={list} className="customers" aria-label={t`客户`} style={{ blockSize: rows.getTotalSize() }}>
      {rows.getVirtualItems().map((row) => (
        <li
          key={row.key}
          ref={rows.measureElement}
          data-index={row.index}
          aria-setsize={customers.length}
          aria-posinset={row.index + 1}
          style={{ transform: `translateY(${row.start - offset}px)` }}
        >
          <Row customer={customers[row.index]!} by={by} />
        </li>
      ))}
    </ul>
  )
}

function Row({ customer, by }: { customer: CellCustomer; by: By }) {
  const { t } = useLingui()
  const theme = useTheme()
  const none = useNoneWord()
  const { customer: chosen } = useSearch({ from: '/shell/cell' })
  const state = stateOf(customer, by)
  return (
    <Link
      to="/customers/$customerId"
      params={{ customerId: String(customer.customer_id) }}
      className="customer-row"
      data-chosen={customer.customer_id === chosen || undefined}
    >
      <span className="customer-row-head">
        <span className="dot" style={{ background: colourOf(state, theme) }} />
        <strong>{customer.name_masked}</strong>
        {customer.customer_tier && <span className="badge">{deliveredWord(customer.customer_tier)}</span>}
        <span className="row-end soft">{wordOf(state, by, none[by])}</span>
      </span>
      <span className="customer-row-more soft">
        <span>{customer.community ?? t`人工定位`}</span>
        {customer.risk_tier && (
          <span>
            {t`失效风险`} <Risk tier={customer.risk_tier} />
          </span>
        )}
        {customer.open_tasks > 0 && <span>{t`${count(customer.open_tasks)} 项待办`}</span>}
        <span>{customer.last_contact_at ? t`上次联系 ${dateTime(customer.last_contact_at)}` : t`没有联系记录`}</span>
      </span>
    </Link>
  )
}
