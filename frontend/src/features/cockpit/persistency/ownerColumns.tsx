import { t } from '@lingui/core/macro'
import type { OwnerFigure } from '../../../api/persistency'
import { count, money, percent } from '../../../i18n/format'
import { byWord, ownerWord } from '../../../i18n/persistency'
import type { Column } from '../../../ui/Table'
import { RowsLink } from '../RowsLink'

export const nameOf = (one: OwnerFigure) => one.name ?? ownerWord(one.owner)
const share = (rate: number | null) => (rate === null ? '–' : percent(rate))

type Rows = (one: OwnerFigure, verdict?: string) => React.ComponentProps<typeof RowsLink>['rows']

export function columnsOf(by: string, rows: Rows): Column<OwnerFigure>[] {
  const counted = (key: 'paid_policies' | 'unpaid_policies' | 'open_policies', verdict: string, header: string): Column<OwnerFigure> => ({
    key,
    header,
    cell: (one) => <RowsLink rows={rows(one, verdict)}>{count(one[key])}</RowsLink>,
    sort: (one) => one[key],
    numeric: true,
  })
  return [
    { key: 'owner', header: byWord(by), cell: (one) => <RowsLink rows={rows(one)}>{nameOf(one)}</RowsLink>, sort: nameOf },
    { key: 'rate', header: t`继续率`, cell: (one) => <strong>{share(one.rate)}</strong>, sort: (one) => one.rate ?? -1, numeric: true },
    { key: 'closed', header: t`已定部分`, cell: (one) => share(one.closed_rate), sort: (one) => one.closed_rate ?? -1, numeric: true },
    { key: 'count', header: t`按件数`, cell: (one) => share(one.rate_by_count), sort: (one) => one.rate_by_count ?? -1, numeric: true },
    { key: 'premium', header: t`应收`, cell: (one) => money(Math.round(Number(one.premium))), sort: (one) => Number(one.premium), numeric: true },
    { key: 'received', header: t`按时收到`, cell: (one) => money(Math.round(Number(one.received_premium))), sort: (one) => Number(one.received_premium), numeric: true },
    counted('paid_policies', 'paid', t`已缴件数`),
    counted('unpaid_policies', 'unpaid', t`未缴件数`),
    counted('open_policies', 'open', t`未定件数`),
    {
      key: 'out',
      header: t`未计入`,
      cell: (one) => <RowsLink rows={rows(one, 'out')}>{count(Object.values(one.excluded).reduce((sum, many) => sum + many, 0))}</RowsLink>,
      numeric: true,
    },
  ]
}
