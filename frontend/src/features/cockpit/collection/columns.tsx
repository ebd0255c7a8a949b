/** Columns of both tables: what a cell shows, what a file has, and the rows behind it. */
import { t } from '@lingui/core/macro'
import type { RowsSearch } from '../../../address/desk'
import type { OwnerBoxes, OwnerDues } from '../../../api/collection'
import { policyYearShort, policyYearWord, windowWord } from '../../../i18n/cockpit'
import { count, money, percent } from '../../../i18n/format'
import { byWord, ownerWord } from '../../../i18n/persistency'
import { dueStateWord } from '../../../i18n/work'
import type { RowColumn } from '../../../ui/csv'
import type { Column } from '../../../ui/Table'
import { RowsLink } from '../RowsLink'

export type Both<Row> = Column<Row> & RowColumn<Row>

const nameOf = (one: { owner: string; name: string | null }) => one.name ?? ownerWord(one.owner)

/** Sorted and saved by the value, shown with a way to its rows where it has any. */
function column<Row>(key: string, header: string, value: (row: Row) => string | number | null, show?: (row: Row) => React.ReactNode): Both<Row> {
  const numeric = key !== 'owner'
  return { key, header, value, unbroken: !numeric, cell: (row) => show?.(row) ?? value(row) ?? '–', sort: (row) => value(row) ?? (numeric ? -1 : ''), ...(numeric && { numeric }) }
}

export function boxColumns(by: string, month: string): Both<OwnerBoxes>[] {
  return [
    column('owner', byWord(by), nameOf),
    column('due', t`应缴`, (one) => Number(one.due_amount), (one) => money(Math.round(Number(one.due_amount)))),
    ...['current', 'next', 'grace_end'].flatMap((window) =>
      ['second', 'third', 'fourth_on'].map((year) => {
        const boxOf = (one: OwnerBoxes) => one.boxes.find((box) => box.window === window && box.policy_year === year)
        const rate = (one: OwnerBoxes) => {
          const box = boxOf(one)
          return box && Number(box.due_amount) > 0 ? Number(box.paid_amount) / Number(box.due_amount) : null
        }
        const box = column(`${window} ${year}`, `${windowWord(window)} · ${policyYearWord(year)}`, rate, (one) => {
          const share = rate(one)
          const rows: RowsSearch = { of: 'collection', month, window, year, by, owner: one.owner || '-' }
          return share === null ? '–' : <RowsLink rows={rows}>{percent(share)}</RowsLink>
        })
        return { ...box, group: { name: windowWord(window), header: policyYearShort(year) } }
      }),
    ),
  ]
}

export function dueColumns(by: string): Both<OwnerDues>[] {
  const rows = (one: OwnerDues, state?: string): RowsSearch => ({ of: 'dues', by, owner: one.owner || '-', ...(state && { state }) })
  return [
    column<OwnerDues>('owner', byWord(by), nameOf, (one) => <RowsLink rows={rows(one)}>{nameOf(one)}</RowsLink>),
    column('amount', t`应缴`, (one) => Number(one.amount), (one) => money(Math.round(Number(one.amount)))),
    ...['upcoming', 'due', 'in_grace', 'suspended'].map((state) => {
      const many = (one: OwnerDues) => one.states.find((of) => of.state === state)?.count ?? 0
      return column(state, dueStateWord(state), many, (one: OwnerDues) => <RowsLink rows={rows(one, state)}>{count(many(one))}</RowsLink>)
    }),
  ]
}
